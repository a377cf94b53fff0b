import { REQUISITIONS } from "../../world.js";
import { nineteenDigits } from "../ids.js";
import { hireJobId } from "./hire-data.js";
import { type HireJob, type NamedEntity, OPEN } from "./hire-state.js";

/** A career site. Reading takes its `id`, publishing its `channelId`. */
export interface Website extends NamedEntity {
  channelId: string;
  processTypes: number[];
}

/** An advertisement of a job. It is published channel by channel: to websites, to agencies and to referral. */
export interface JobPost {
  /** Nineteen digits; also the advertisement id. */
  id: string;
  jobId: string;
  title: string;
  createdAt: number;
  modifiedAt: number;
  /** Channels that show the post now. */
  online: Set<string>;
  /** Channels that have ever shown it. */
  published: Set<string>;
}

/** The channel of the referral platform, which is the same in every tenant. */
export const REFERRAL_CHANNEL = "3";
/** The channel of recruiting agencies. */
export const AGENCY_CHANNEL = "2";

export const WEBSITES: readonly Website[] = [
  { id: nineteenDigits("6701", 1), channelId: nineteenDigits("6702", 1), name: { zh: "招聘官网", en: "Careers" }, processTypes: [1, 2] },
  { id: nineteenDigits("6701", 2), channelId: nineteenDigits("6702", 2), name: { zh: "校园招聘官网" }, processTypes: [2] },
];

export const jobPostId = (index: number): string => nineteenDigits("6700", index);

/** One post a job of the sample: open jobs are advertised but for a few, closed ones have been. */
export function sampleJobPosts(jobs: ReadonlyMap<string, HireJob>): Map<string, JobPost> {
  const posts = REQUISITIONS.flatMap(({ index }) => {
    const job = jobs.get(hireJobId(index));
    if (job === undefined) return [];
    const channels = channelsOf(job, index);
    const online = new Set(job.activeStatus === OPEN ? channels : []);
    const { id: jobId, title, createdAt, updatedAt } = job;
    return [{ id: jobPostId(index), jobId, title, createdAt, modifiedAt: updatedAt, online, published: new Set(channels) }];
  });
  return new Map(posts.map((post) => [post.id, post]));
}

function channelsOf(job: HireJob, index: number): string[] {
  if (index % 9 === 8) return [];
  const websites = WEBSITES.filter(({ processTypes }, place) => processTypes.includes(job.process.type) && (place > 0 || index % 6 !== 5));
  return [...websites.map(({ channelId }) => channelId), ...(index % 3 === 2 ? [REFERRAL_CHANNEL] : [])];
}

/** Puts a post on a channel. */
export function publishPost(post: JobPost, channel: string, now: number): void {
  post.online.add(channel);
  post.published.add(channel);
  post.modifiedAt = now;
}

/** Takes all posts of a job down; returns what showed where. */
export function takeDown(posts: Iterable<JobPost>, jobId: string): { post: JobPost; channel: string }[] {
  return [...posts]
    .filter((post) => post.jobId === jobId)
    .flatMap((post) => {
      const shown = [...post.online].map((channel) => ({ post, channel }));
      post.online.clear();
      return shown;
    });
}
