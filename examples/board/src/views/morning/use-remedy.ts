import type { ApolloClient, TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { explain } from "../../graph/errors";
import {
  CloseJobDocument,
  CloseVacanciesDocument,
  CloseVacancyDocument,
  type ContradictionFragment,
  ProlongateVacancyDocument,
  PublishVacancyDocument,
  type ReceiptFragment,
  ReceiptFragmentDoc,
  type RefusalFragment,
  ReopenJobDocument,
} from "../../graph/graphql";
import { forgetKey, keyOf, wasSent } from "./remedy-keys";

export type Remedy = ContradictionFragment["remedies"][number];

/** An operation, as a change's payload brings it. */
type Answered = ReceiptFragment & { replayed: boolean };

/** What all payloads of a change have in common. */
interface Payload {
  operation: Answered | null;
  userErrors: readonly RefusalFragment[];
  notices?: readonly string[];
}

/** The input stands in the remedy as JSON: the server made it for the mutation that it names. */
type Sent = TypedDocumentNode<Record<string, Payload | readonly Payload[]>, { input: object }>;

const DOCUMENTS: Record<string, unknown> = {
  closeJob: CloseJobDocument,
  reopenJob: ReopenJobDocument,
  closeVacancy: CloseVacancyDocument,
  closeVacancies: CloseVacanciesDocument,
  prolongateVacancy: ProlongateVacancyDocument,
  publishVacancy: PublishVacancyDocument,
};

/** Whether this page knows how to send it. */
export const canSend = ({ mutation }: Remedy): boolean => mutation in DOCUMENTS;

export interface Answer {
  /** One for each record that it changes; none on a dry run. */
  operations: readonly Answered[];
  /** Why nothing was recorded, or would not be. Why a recorded change was not made stands in its operation, which changes with its outcome. */
  refusals: readonly RefusalFragment[];
  notices: readonly string[];
}

export type Progress =
  | { step: "idle" }
  | { step: "checking" }
  | { step: "checked"; answer: Answer; wasSent: boolean }
  | { step: "sending"; answer: Answer; wasSent: boolean }
  | { step: "sent"; answer: Answer }
  | { step: "failed"; message: string; wasSent: boolean };

async function send(client: ApolloClient, remedy: Remedy, options: { dryRun: boolean; idempotencyKey?: string }): Promise<Answer> {
  const mutation = DOCUMENTS[remedy.mutation] as Sent;
  const { data, error } = await client.mutate({ mutation, variables: { input: { ...(remedy.input as object), ...options } } });
  const payloads = Object.values(data ?? {}).flat() as (Payload | null)[];
  const own = payloads.filter((payload) => payload !== null && typeof payload === "object");
  if (own.length === 0) throw new Error(error ? explain(error) : "The server answered without a word.");
  return {
    operations: own.flatMap(({ operation }) => operation ?? []),
    refusals: own.flatMap(({ operation, userErrors }) => (operation === null ? userErrors : [])),
    notices: own.flatMap(({ notices = [] }) => notices),
  };
}

const isKnown = ({ outcome }: Pick<ReceiptFragment, "outcome">): boolean => outcome === "APPLIED" || outcome === "NOT_APPLIED";

/** Calls back once all these operations have an outcome that stays; out of the cache, which the feed keeps up to date. */
function onceKnown({ cache }: ApolloClient, operations: readonly ReceiptFragment[], isDone: () => void): () => void {
  const open = new Set(operations.filter((one) => !isKnown(one)).map(({ id }) => id));
  if (open.size === 0) isDone();
  const watched = [...open].map((id) =>
    cache
      .watchFragment({ fragment: ReceiptFragmentDoc, fragmentName: "Receipt", from: { __typename: "Operation", id } })
      .subscribe(({ data, complete }) => {
        if (!complete || !isKnown(data as ReceiptFragment) || !open.delete(id)) return;
        if (open.size === 0) isDone();
      }),
  );
  return () => {
    for (const one of watched) one.unsubscribe();
  };
}

/**
 * A remedy's way: checked by a dry run, then sent, with one key however often it is sent, so that a lost answer is asked for again and the change
 * is not made twice, not even after the page was loaded again.
 */
export function useRemedy(remedy: Remedy) {
  const client = useApolloClient();
  const [progress, setProgress] = useState<Progress>({ step: "idle" });
  const sent = progress.step === "sent" ? progress.answer.operations : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the remedy is read anew with its list, and stays the same change
  useEffect(() => {
    if (sent !== undefined && sent.length > 0) return onceKnown(client, sent, () => forgetKey(remedy));
  }, [client, sent]);

  async function go(before: Progress, options: { dryRun: boolean; idempotencyKey?: string }, next: (answer: Answer) => Progress) {
    setProgress(before);
    const after = await send(client, remedy, options).then(
      next,
      (error: Error): Progress => ({ step: "failed", message: error.message, wasSent: !options.dryRun }),
    );
    setProgress(after);
    return after;
  }

  return {
    progress,
    check: () => go({ step: "checking" }, { dryRun: true }, (answer) => ({ step: "checked", answer, wasSent: wasSent(remedy) })),
    send: (answer: Answer) => {
      const isAgain = wasSent(remedy);
      return go({ step: "sending", answer, wasSent: isAgain }, { dryRun: false, idempotencyKey: keyOf(remedy) }, (answer) => {
        // Nothing was recorded of what is refused; of what was sent before, this answer says nothing.
        if (answer.operations.length === 0 && !isAgain) forgetKey(remedy);
        return { step: "sent", answer };
      });
    },
    leave: () => setProgress({ step: "idle" }),
  };
}
