import { asError } from "../datasources/contract/as-error.js";
import type { Found } from "../datasources/contract/found.js";
import { UnreadableRecord, unreadPartsOf } from "../http/checks/record-check.js";
import type { IndexedKind } from "../records/record-index.js";
import type { Source } from "../schema/common/source.js";
import type { SourceReport } from "../schema/vendor/vendor.type.js";
import type { RecordLoader } from "./loaders/record-loader.js";
import type { UnifiedDatasource } from "./unified.datasource.js";

/** Records of several sources, and how each of them answered. */
export interface SourcedRecords<Record_> {
  records: Record_[];
  sources: SourceReport[];
}

interface CodedRecord {
  id: string;
  code?: string | null;
  raw: unknown;
}

interface Question<Record_ extends { id: string }> {
  graph: UnifiedDatasource;
  kind: IndexedKind;
  codes: readonly string[];
  sources: readonly Source[];
  /** The source's own search by code; undefined where it has none. */
  ask: (source: Source) => ((codes: readonly string[]) => Promise<(Found<Record_> | Error)[]>) | undefined;
  loader: RecordLoader<Record_>;
}

/**
 * The records with each code. Sources with a search by code are asked; for the others the record index names the records, which are read so
 * that the present ones are shown. Codes that tie nothing together have none, and nobody is asked for them.
 */
export async function recordsByCode<Record_ extends CodedRecord>(question: Question<Record_>): Promise<SourcedRecords<Record_>[]> {
  const { codes, graph } = question;
  const tying = codes.filter((code) => !graph.tiesNothing(code));
  const found = tying.length === 0 ? [] : await recordsOfTying({ ...question, codes: tying });
  const places = new Map(tying.map((code, index) => [code, found[index]]));
  return codes.map((code) => places.get(code) ?? { records: [], sources: [] });
}

async function recordsOfTying<Record_ extends CodedRecord>(question: Question<Record_>): Promise<SourcedRecords<Record_>[]> {
  const perVendor = await Promise.all(
    question.sources.map(async (source) => {
      const ask = question.ask(source);
      return ask === undefined ? fromDirectory(question, source) : fromVendor(question, source, ask);
    }),
  );
  return question.codes.map((_, index) => {
    const parts = perVendor.map((answers) => answers[index] ?? { records: [], sources: [] });
    return { records: parts.flatMap(({ records }) => records), sources: parts.flatMap(({ sources }) => sources) };
  });
}

async function fromVendor<Record_ extends { id: string }>(
  { graph, codes, loader }: Question<Record_>,
  source: Source,
  ask: (codes: readonly string[]) => Promise<(Found<Record_> | Error)[]>,
): Promise<SourcedRecords<Record_>[]> {
  const answers = await ask(codes).catch((error: unknown) => codes.map(() => asError(error)));
  return codes.map((_, index) => {
    const answer = answers[index] ?? new Error("A datasource left an answer out");
    if (answer instanceof Error) return { records: [], sources: [graph.sources.failed(source, answer)] };
    loader.hold(answer.records);
    return { records: answer.records, sources: [graph.sources.partly(graph.sources.fresh(source), answer.unreadable)] };
  });
}

async function fromDirectory<Record_ extends CodedRecord>(
  { graph, kind, codes, loader }: Question<Record_>,
  source: Source,
): Promise<SourcedRecords<Record_>[]> {
  const [known, coverage] = await Promise.all([graph.recordIndex.find(kind, codes, [source]), graph.recordIndex.coverage(source, kind)]);
  return Promise.all(
    codes.map(async (code) => {
      const ids = (known.get(code) ?? []).map(({ record_id }) => record_id);
      const found = await loader.loadMany(ids);
      const failure = found.find((record): record is Error => record instanceof Error && !(record instanceof UnreadableRecord));
      const records = found.filter(
        (record): record is Awaited<Record_> => !(record instanceof Error) && record !== null && record.code === code,
      );
      if (failure !== undefined) return { records, sources: [graph.sources.failed(source, failure)] };
      const report = graph.sources.known(source, coverage);
      const unreadable = found.flatMap((record) => (record instanceof UnreadableRecord ? record : []));
      const inParts = records.flatMap(({ raw }) => unreadPartsOf(raw) ?? []);
      return { records, sources: [graph.sources.partly(report, [...unreadable, ...inParts])] };
    }),
  );
}
