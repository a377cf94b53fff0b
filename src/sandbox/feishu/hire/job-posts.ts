import type { FeishuKnobs } from "../knobs.js";
import { offsetOf, pageOf, pageSizeViolations } from "../paging.js";
import type { FieldViolation, Outcome, Route, RouteCall } from "../routes.js";
import { betweenOf } from "./hire-filters.js";
import { idKindsOf } from "./hire-shapes.js";
import { CLOSED, type HireJob } from "./hire-state.js";
import { validateIdTypes } from "./hire-validation.js";
import { foundPostRow, postDetail, postRow, publishRecord } from "./job-post-shapes.js";
import { AGENCY_CHANNEL, type JobPost, publishPost, REFERRAL_CHANNEL, type Website } from "./job-post-state.js";

interface PostParts {
  jobs: Map<string, HireJob>;
  posts: Map<string, JobPost>;
  websites: readonly Website[];
  knobs: FeishuKnobs;
  now: () => number;
  /** Closes jobs whose expiry has passed. */
  settle(): void;
}

const SITES = "\\/open-apis\\/hire\\/v1\\/websites";
const SITE_SCOPES = ["hire:site:readonly", "hire:site"];
const POST_SCOPES = ["hire:site_job_post:readonly"];
const MAX_PAGE_SIZE = 10;
const MAX_RECORDS = 100;
const MAX_IDS = 100;

interface Shown {
  post: JobPost;
  job: HireJob;
}

/** Routes of the career sites and of what is advertised there (Hire v1, "website", "advertisement" and "job publish record"). */
export function jobPostRoutes({ jobs, posts, websites, knobs, now, settle }: PostParts): Route[] {
  function listWebsites({ query }: RouteCall): Outcome {
    return page(query, websites, ({ id, channelId, name, processTypes }) => ({
      id,
      name: { zh_cn: name.zh, en_us: name.en },
      process_type_list: processTypes,
      job_channel_id: channelId,
    }));
  }

  /** Posts that the website shows now. There is no filter by job. */
  function list({ ids: [websiteId], query }: RouteCall): Outcome {
    const website = find(websiteId);
    const within = timesOf((field) => query.get(field));
    if (within === undefined) return { code: 1002002 };
    if (website === undefined) return { code: 1002502 };
    return page(query, shownOn(website).filter(within), ({ post, job }) => postRow(post, job, idKindsOf(query)));
  }

  function search({ ids: [websiteId], query, body }: RouteCall): Outcome {
    const website = find(websiteId);
    const within = timesOf((field) => body[field]);
    if (within === undefined) return { code: 1002002 };
    if (website === undefined) return { code: 1002502 };
    const wanted = (field: string, values: (string | undefined)[]) => {
      const list = body[field] as string[] | undefined;
      return !list?.length || values.some((value) => value !== undefined && list.includes(value));
    };
    const found = shownOn(website).filter(
      ({ post, job }) =>
        wanted("job_type_id_list", [job.jobType.id]) &&
        wanted(
          "city_code_list",
          job.cities.map(({ id }) => id),
        ) &&
        wanted("job_function_id_list", [job.jobFunction?.id]) &&
        wanted("subject_id_list", [job.subject?.id]) &&
        post.title.includes(typeof body.keyword === "string" ? body.keyword : ""),
    );
    return page(query, found.filter(within), ({ post, job }) => foundPostRow(post, job, idKindsOf(query)));
  }

  function get({ ids: [websiteId, postId], query }: RouteCall): Outcome {
    const website = find(websiteId);
    if (website === undefined) return { code: 1002502 };
    const shown = shownOn(website).find(({ post }) => post.id === postId);
    return shown === undefined ? { code: 1002509 } : { data: { job_post: postDetail(shown.post, shown.job, idKindsOf(query)) } };
  }

  /** Every post that the channel has ever shown. */
  function records({ query, body }: RouteCall): Outcome {
    const channel = body.job_channel_id as string;
    if (!isChannel(channel)) return { code: 1002002 };
    const ever = withJobs(({ published }) => published.has(channel));
    return page(query, ever, ({ post, job }) => publishRecord(post, job, idKindsOf(query)));
  }

  /** Publishes an advertisement to one channel. The page lists 1002624 without a word; here it is an unknown advertisement. */
  function publish({ ids: [postId = ""], body }: RouteCall): Outcome {
    const channel = body.job_channel_id as string;
    if (!/^\d+$/.test(postId) || !isChannel(channel)) return { code: 1002002 };
    if (!knobs.syncThroughApi) return { code: 1002613 };
    const post = posts.get(postId);
    const job = jobs.get(post?.jobId ?? "");
    if (post === undefined || job === undefined) return { code: 1002624 };
    settle();
    if (job.activeStatus === CLOSED) return { code: 1002609 };
    publishPost(post, channel, now());
    return { data: {} };
  }

  const find = (id: string | undefined) => websites.find((website) => website.id === id);
  const isChannel = (id: string) => id === REFERRAL_CHANNEL || id === AGENCY_CHANNEL || websites.some(({ channelId }) => channelId === id);

  function shownOn({ channelId }: Website): Shown[] {
    settle();
    return withJobs(({ online }) => online.has(channelId));
  }

  /** Matching posts whose job still exists, the latest modified first. */
  function withJobs(matches: (post: JobPost) => boolean): Shown[] {
    return [...posts.values()]
      .filter(matches)
      .flatMap((post) => {
        const job = jobs.get(post.jobId);
        return job === undefined ? [] : [{ post, job }];
      })
      .sort((a, b) => b.post.modifiedAt - a.post.modifiedAt || a.post.id.localeCompare(b.post.id));
  }

  function timesOf(read: (field: string) => unknown): ((shown: Shown) => boolean) | undefined {
    const updated = betweenOf(read("update_start_time"), read("update_end_time"), knobs.updateBounds);
    const created = betweenOf(read("create_start_time"), read("create_end_time"), knobs.updateBounds);
    if (updated === undefined || created === undefined) return undefined;
    return ({ post }) => updated(post.modifiedAt) && created(post.createdAt);
  }

  function page<Row>(query: URLSearchParams, all: readonly Row[], shape: (row: Row) => unknown): Outcome {
    const offset = offsetOf(query.get("page_token"));
    if (offset === undefined) return { code: 1002002 };
    const { rows, ...rest } = pageOf(all, offset, Number(query.get("page_size") || MAX_PAGE_SIZE), now());
    return { data: { items: rows.map(shape), ...rest } };
  }

  const at = (path: string) => new RegExp(`^${SITES}${path}$`);
  const posted = "\\/([^/]+)\\/job_posts";
  return [
    { name: "hire.website.list", method: "GET", path: at(""), scopes: SITE_SCOPES, validate: sized(MAX_PAGE_SIZE), run: listWebsites },
    { name: "hire.websiteJobPost.list", method: "GET", path: at(posted), scopes: POST_SCOPES, validate: sized(MAX_PAGE_SIZE), run: list },
    {
      name: "hire.websiteJobPost.search",
      method: "POST",
      path: at(`${posted}\\/search`),
      scopes: POST_SCOPES,
      validate: (call) => [...sized(MAX_PAGE_SIZE)(call), ...validateSearch(call)],
      run: search,
    },
    {
      name: "hire.websiteJobPost.get",
      method: "GET",
      path: at(`${posted}\\/([^/]+)`),
      scopes: POST_SCOPES,
      validate: validateIdTypes,
      run: get,
    },
    {
      name: "hire.jobPublishRecord.search",
      method: "POST",
      path: /^\/open-apis\/hire\/v1\/job_publish_records\/search$/,
      // No sheet names its scope; that of the posts is taken.
      scopes: POST_SCOPES,
      validate: (call) => [...sized(MAX_RECORDS)(call), ...validateChannel(call)],
      run: records,
    },
    {
      name: "hire.advertisement.publish",
      method: "POST",
      path: /^\/open-apis\/hire\/v1\/advertisements\/([^/]+)\/publish$/,
      scopes: ["hire:advertisement"],
      validate: validateChannel,
      run: publish,
    },
  ];
}

const sized =
  (max: number) =>
  (call: RouteCall): FieldViolation[] => [...pageSizeViolations(call.query, { max, required: false }), ...validateIdTypes(call)];

function validateSearch({ body }: RouteCall): FieldViolation[] {
  return ["job_type_id_list", "city_code_list", "job_function_id_list", "subject_id_list"].flatMap((field) => {
    const value = body[field];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return [{ field, description: `${field} must be a list of strings` }];
    return value.length > MAX_IDS ? [{ field, description: `the max len is ${MAX_IDS}` }] : [];
  });
}

function validateChannel({ body }: RouteCall): FieldViolation[] {
  const field = "job_channel_id";
  if (body[field] === undefined || body[field] === "") return [{ field, description: `${field} is required` }];
  return typeof body[field] === "string" ? [] : [{ field, description: `${field} must be a string` }];
}
