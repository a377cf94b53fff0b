import type { FastifyRequest } from "fastify";
import { searchOf } from "../request-parts.js";
import type { DocumentList } from "./automatic-documents.js";
import { documentNameIn, isObject, type Parameters } from "./document-name.js";
import { DocumentRefused, faultyName } from "./document-refused.js";

/** What became of a request's document. */
export interface Opened {
  /** Why the request is not answered, whatever else it says; to be told to those who may ask at all. */
  refusal?: DocumentRefused;
  /** Call it once the document has been found sound: it came with its hash, and serves by that from now on. */
  keep?(): void;
}

const PLAIN: Opened = {};

/**
 * Puts the text of a document in the place of its name, so that whatever follows (sign-in, limits, answers that are known or kept, Apollo Server) sees the
 * same request as if the text had been sent. What says nothing besides is taken away, too: Apollo Client names itself in `extensions.clientLibrary` with every
 * request, and other extensions keep an answer from being shared.
 */
export class NamedDocuments {
  readonly #list: DocumentList;

  constructor(list: DocumentList) {
    this.#list = list;
  }

  open(request: FastifyRequest): Opened {
    const { method, body } = request;
    if (method !== "GET") return isObject(body) ? this.#openBody(request, body) : PLAIN;
    const search = searchOf(request);
    return /[?&](extensions|documentId)=/.test(search) ? this.#openSearch(request, new URLSearchParams(search)) : PLAIN;
  }

  #openBody(request: FastifyRequest, body: Parameters): Opened {
    const { extensions, documentId, query } = body;
    // Extensions of another form are refused in words of Apollo Server's.
    if (!isObject(extensions) && (documentId === undefined || query)) return PLAIN;
    return this.#open(body, (text) => {
      const { extensions: _, documentId: __, ...others } = body;
      const rest = { ...others, extensions: otherExtensions(extensions) ?? null };
      request.body = text === undefined ? rest : { ...rest, query: text };
    });
  }

  #openSearch(request: FastifyRequest, search: URLSearchParams): Opened {
    const [queries, extensions, ids] = ["query", "extensions", "documentId"].map((name) => search.getAll(name)) as [
      string[],
      string[],
      string[],
    ];
    const given = parsed(extensions[0]);
    // What is given twice, or is no JSON, is refused in words of Apollo Server's.
    if (Math.max(queries.length, extensions.length, ids.length) > 1 || (extensions.length > 0 && !isObject(given))) return PLAIN;
    return this.#open({ query: queries[0], extensions: given, documentId: ids[0] }, (text) => {
      const rest = otherExtensions(given);
      if (rest === undefined) search.delete("extensions");
      else search.set("extensions", written(rest));
      search.delete("documentId");
      if (text !== undefined) search.set("query", text);
      request.openedSearch = `?${search}`;
    });
  }

  /** @param replace puts a text into the request; undefined: there is no document in it */
  #open(parameters: Parameters, replace: (text: string | undefined) => void): Opened {
    try {
      const { text, hash } = documentNameIn(parameters);
      const found = text ?? (hash === undefined ? undefined : this.#list.find(hash));
      if (hash !== undefined && found === undefined) return { refusal: this.#list.notFound(hash) };
      replace(found);
      return hash === undefined || text === undefined ? PLAIN : { keep: () => this.#list.keep?.(hash, text) };
    } catch (error) {
      if (error instanceof DocumentRefused) return { refusal: error };
      throw error;
    }
  }
}

/** Undefined where none is left. */
function otherExtensions(extensions: unknown): unknown {
  if (!isObject(extensions)) return extensions;
  const { persistedQuery: _, clientLibrary: __, ...others } = extensions;
  return Object.keys(others).length === 0 ? undefined : others;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws DocumentRefused where they are nested more deeply than can be written down again, though they could be read */
function written(extensions: unknown): string {
  try {
    return JSON.stringify(extensions);
  } catch {
    throw faultyName("`extensions` is nested too deeply.");
  }
}
