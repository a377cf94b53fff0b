import { ApolloLink, Observable } from "@apollo/client";
import { print } from "graphql";
import { createClient } from "graphql-sse";
import { authorization } from "./session";

/** The server writes at least a comment every 12 seconds. */
const SILENT_MS = 30_000;

/** A body that fails once nothing has come for too long: a connection that breaks silently says nothing itself. */
function failWhenSilent(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout>;
  const watch = (controller: TransformStreamDefaultController<Uint8Array>) => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.error(new Error("The stream has gone silent.")), SILENT_MS);
  };
  return body.pipeThrough(
    new TransformStream({
      start: watch,
      transform(chunk, controller) {
        watch(controller);
        controller.enqueue(chunk);
      },
      flush: () => clearTimeout(timer),
    }),
  );
}

async function fetchWatched(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  return response.ok && response.body ? new Response(failWhenSilent(response.body), response) : response;
}

/**
 * Subscriptions, as server-sent events by `fetch`: an `EventSource` could not send the token. Nothing is tried again here, since only who
 * follows knows the event to go on from (`feed.ts`).
 */
export class SseLink extends ApolloLink {
  readonly #client = createClient({
    url: new URL("/graphql/stream", location.href).href,
    retryAttempts: 0,
    headers: authorization,
    fetchFn: fetchWatched,
  });

  /** The operation's context may hold `connected`, which is called once the stream is open. */
  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    const { query, variables, operationName } = operation;
    const { connected } = operation.getContext() as { connected?: () => void };
    return new Observable((sink) =>
      this.#client.subscribe<Record<string, unknown>>(
        { query: print(query), variables, ...(operationName === undefined ? {} : { operationName }) },
        {
          next: (result) => sink.next(result as ApolloLink.Result),
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        },
        { connected },
      ),
    );
  }
}
