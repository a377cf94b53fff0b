import { REQUISITIONS } from "../../../../src/sandbox/world.js";

/** A notice as Noticeboard keeps and shows it: ../vendor/README.md, "Notices". */
export interface Notice {
  id: string;
  state: "live" | "closed";
  title: string;
  text: string;
  reference?: string;
  place: string;
  pay?: { from?: number; to?: number; currency: string };
  page_url: string;
  posted_at: string;
  ends_at: string;
  request_key?: string;
}

const DAY_MS = 86_400_000;

/** Noticeboard's records: one live notice for each of the made-up company's requisitions, and a closed one for every tenth. */
export class NoticeboardState {
  readonly notices: Notice[] = [];
  credits: number;

  constructor(now: number, credits: number) {
    this.credits = credits;
    for (const { code, title, city, index } of REQUISITIONS) {
      const about = { title: title.en, text: `<p>${title.en}, ${city.en}</p>`, reference: code, place: city.en, days: 60 };
      if (index % 10 === 0) this.post(about, now - (200 - index) * DAY_MS).state = "closed";
      this.post({ ...about, ...(index % 3 === 0 ? { pay: { from: 40_000 + index * 100, currency: "EUR" } } : {}) }, now - index * 60_000);
    }
  }

  post(posting: Omit<Notice, "id" | "state" | "page_url" | "posted_at" | "ends_at"> & { days: number }, now: number): Notice {
    const { days, ...shown } = posting;
    const id = `n${1001 + this.notices.length}`;
    const notice: Notice = {
      id,
      state: "live",
      ...shown,
      page_url: `https://noticeboard.example/${id}`,
      posted_at: new Date(now).toISOString(),
      ends_at: new Date(now + days * DAY_MS).toISOString(),
    };
    this.notices.push(notice);
    return notice;
  }

  byId(id: string): Notice | undefined {
    return this.notices.find((notice) => notice.id === id);
  }
}
