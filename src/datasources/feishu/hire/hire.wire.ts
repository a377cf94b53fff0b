import type { RecordKind } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import { digits, epochMs, word } from "../../contract/wire-parts.js";

/**
 * The recruiting job of list and get, Feishu's spelling kept: https://open.feishu.cn/document/server-docs/hire-v1/
 * recruitment-related-configuration/job/get. Unset fields are missing; any but the id may be, and an unreadable one is dropped.
 */
const text = z.string().nullish();

/** Older parts have `zh_name` and `en_name`, newer ones `{zh_cn, en_us}`. */
const pairedName = z.looseObject({ zh_name: text, en_name: text });
const name = z.looseObject({ zh_cn: text, en_us: text });

/** Milliseconds: text in the `*_timestamp` fields, numbers in their deprecated twins. */
const moment = z.union([z.string().regex(/^\d*$/, "Not milliseconds"), epochMs]).nullish();

const customField = z.looseObject({
  object_id: z.string(),
  name: name.nullish(),
  object_type: z.int().nullish(),
  /** One of `content`, `option`, `option_list`, `time`, `time_range`, `number`, by object_type. */
  value: z.record(z.string(), z.unknown()).nullish(),
});
export type WireCustomField = z.infer<typeof customField>;

/** What both shapes have in common. */
const jobFields = {
  id: digits,
  title: word.nullish(),
  description: text,
  code: word.nullish(),
  active_status: z.int().nullish(),
  city_list: z.array(z.looseObject({ name: name.nullish() }).nullable()).nullish(),
  create_time: moment,
  update_time: moment,
  expiry_time: moment,
  customized_data_list: z.array(customField.nullable()).nullish(),
};

const hireJob = z.looseObject({
  ...jobFields,
  department: pairedName.nullish(),
  city: pairedName.nullish(),
  create_timestamp: moment,
  update_timestamp: moment,
  expiry_timestamp: moment,
});
export type WireHireJob = z.infer<typeof hireJob>;
export const wireHireJob: RecordKind<WireHireJob> = { name: "job", schema: hireJob };

/** The answer of get_detail: names in the newer form, times as texts without twins, and people, requirements, addresses and tags beside the job. */
const hireJobDetail = z.looseObject({
  basic_info: z.looseObject({ ...jobFields, department: z.looseObject({ name: name.nullish() }).nullish() }),
});
export type WireHireJobDetail = z.infer<typeof hireJobDetail>;
export const wireHireJobDetail: RecordKind<WireHireJobDetail> = { name: "job", schema: hireJobDetail, within: "basic_info" };

/** The fields with the end of an open job. */
export const EXPIRY_FIELDS = ["expiry_timestamp", "expiry_time"];

export const wireHireJobAnswer = z.looseObject({ job: z.looseObject({}) });
export const wireHireJobDetailAnswer = z.looseObject({ job_detail: z.looseObject({}) });
export const wireHirePage = z.looseObject({
  items: z.array(z.unknown()).nullish(),
  has_more: z.boolean().nullish(),
  page_token: text,
});

const website = z.looseObject({ id: digits });
export type WireWebsite = z.infer<typeof website>;
export const wireWebsite: RecordKind<WireWebsite> = { name: "website", schema: website };

/** A post of a job on a website. Without its job it may be any job's. */
const jobPost = z.looseObject({ id: digits, job_id: digits, job_active_status: z.int().nullish() });
export type WireJobPost = z.infer<typeof jobPost>;
export const wireJobPost: RecordKind<WireJobPost> = { name: "job post", schema: jobPost };

/** The body of `open`. `expiry_time` is a JSON number, and present only where the job is to expire. */
export type WireOpenJob = { is_never_expired: true } | { is_never_expired: false; expiry_time: number };
