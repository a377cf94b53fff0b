import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, ServerError } from "@apollo/client";
import { ErrorLink } from "@apollo/client/link/error";
import { relayStylePagination } from "@apollo/client/utilities";
import { OperationTypeNode } from "graphql";
import { NetworkError } from "graphql-sse";
import possible from "./possible-types";
import { authorization, refuse } from "./session";
import { SseLink } from "./sse-link";

/** Lists of records that are read anew as a whole: the newer one takes the place of the older. */
const replaced = { merge: false } as const;

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: possible.possibleTypes,
    typePolicies: {
      Query: {
        fields: {
          // `first` and `after` say which page, not which list.
          requisitions: relayStylePagination(["text", "status", "codes"]),
          discrepancies: relayStylePagination(["kinds", "codes", "within"]),
          operations: relayStylePagination(["outcome", "targetId"]),
          vacancies: relayStylePagination(["status", "text", "vendors"]),
        },
      },
      Requisition: { fields: { jobs: replaced, openings: replaced, vacancies: replaced, sources: replaced } },
      Discrepancy: { fields: { records: replaced, remedies: replaced } },
      Job: { fields: { can: { merge: true } } },
      Vacancy: { fields: { can: { merge: true }, counters: { merge: true } } },
      // It has no id, and is what it is of: a vacancy in a range.
      VacancyStats: { keyFields: false },
    },
  });
}

/** The server's refusal of the token, in its own words; undefined for every other error. */
function refusalIn(error: unknown): string | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors.find(({ extensions }) => extensions?.code === "UNAUTHENTICATED")?.message;
  if (error instanceof NetworkError && error.response?.status === 401) return "The server does not take this token any more.";
  if (!ServerError.is(error) || error.statusCode !== 401) return undefined;
  try {
    return (JSON.parse(error.bodyText) as { errors: [{ message: string }] }).errors[0].message;
  } catch {
    return "The server asks for a token.";
  }
}

export function createApolloClient(): ApolloClient {
  const authorize = new ApolloLink((operation, forward) => {
    operation.setContext(({ headers = {} }: { headers?: Record<string, string> }) => ({ headers: { ...headers, ...authorization() } }));
    return forward(operation);
  });
  const watchRefusals = new ErrorLink(({ error }) => {
    const refusal = refusalIn(error);
    if (refusal !== undefined) refuse(refusal);
  });
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.from([
      watchRefusals,
      authorize,
      ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new SseLink(),
        new HttpLink({ uri: "/graphql" }),
      ),
    ]),
    defaultOptions: {
      watchQuery: { errorPolicy: "all", fetchPolicy: "cache-and-network", nextFetchPolicy: "cache-first" },
      query: { errorPolicy: "all" },
      mutate: { errorPolicy: "all" },
    },
  });
}
