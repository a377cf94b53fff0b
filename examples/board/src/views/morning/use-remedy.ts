import type { ApolloClient, TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useState } from "react";
import { explain } from "../../graph/errors";
import {
  CloseJobDocument,
  CloseVacanciesDocument,
  CloseVacancyDocument,
  type ContradictionFragment,
  ProlongateVacancyDocument,
  PublishVacancyDocument,
  type ReceiptFragment,
  type RefusalFragment,
  ReopenJobDocument,
} from "../../graph/graphql";

export type Remedy = ContradictionFragment["remedies"][number];

/** What all payloads of a change have in common. */
interface Payload {
  operation: ReceiptFragment | null;
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
  operations: readonly ReceiptFragment[];
  /** Why nothing was recorded, or would not be. Why a recorded change was not made stands in its operation, which changes with its outcome. */
  refusals: readonly RefusalFragment[];
  notices: readonly string[];
}

export type Progress =
  | { step: "idle" }
  | { step: "checking" }
  | { step: "checked"; answer: Answer }
  | { step: "sending"; answer: Answer }
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

/** In a page that is not served over https `crypto.randomUUID` is missing. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * A remedy's way: checked by a dry run, then sent, with one key however often it is sent, so that a lost answer is asked for again and the change
 * is not made twice.
 */
export function useRemedy(remedy: Remedy) {
  const client = useApolloClient();
  const [progress, setProgress] = useState<Progress>({ step: "idle" });
  const [idempotencyKey] = useState(newKey);

  async function go(options: { dryRun: boolean; idempotencyKey?: string }, before: Progress, after: "checked" | "sent"): Promise<Progress> {
    setProgress(before);
    const next = await send(client, remedy, options).then(
      (answer): Progress => ({ step: after, answer }),
      (error: Error): Progress => ({ step: "failed", message: error.message, wasSent: !options.dryRun }),
    );
    setProgress(next);
    return next;
  }

  return {
    progress,
    check: () => go({ dryRun: true }, { step: "checking" }, "checked"),
    send: (answer: Answer) => go({ dryRun: false, idempotencyKey }, { step: "sending", answer }, "sent"),
    leave: () => setProgress({ step: "idle" }),
  };
}
