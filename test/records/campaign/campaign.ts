import type { Company } from "../../support/company.js";
import type { GraphAnswer } from "../../support/graph.js";
import { chooseOwn, type Own } from "./clients.js";
import { Dice } from "./dice.js";
import { changeElsewhere } from "./elsewhere.js";
import { type Hand, History, type OwnHand, type Told } from "./history.js";
import { postingId, truthOf, VENDORS, type VendorName } from "./truth.js";

const EVENTS = `query ($after: String) { events(first: 200, after: $after) {
  nodes { id kind cause at recordId changes { field before after } operation { id } } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  nodes: Told[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

/** Where a campaign takes place: the vendors, their clock, and a graph in front of them. */
export interface Stage extends Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin"> {
  clock: { now(): number; advance(ms: number): Promise<void> };
  /** Asks the graph; the clock has to go on meanwhile. */
  ask<Data>(document: string, variables: object): Promise<GraphAnswer<Data>>;
}

export interface CampaignOptions {
  seed: number;
  /** Changes of others that a poller sees by whole looks alone, or not without being told, are made too. */
  slowOnes?: boolean;
  /** Mutations that no client asks for; "all": clients change nothing. */
  without?: readonly string[] | "all";
}

/** Somebody else and clients of the graph change the records of a company, while the history is kept of what is so at the vendors. */
export class Campaign {
  readonly history: History;
  readonly told: Told[] = [];
  /** Ids of the operations that clients were answered with. */
  readonly operations: string[] = [];
  /** Changes that somebody made, of either hand; one may change several fields, or none that events compare. */
  made = 0;
  readonly #company: Stage;
  readonly #options: CampaignOptions;
  readonly #dice: Dice;
  /** The operation under way, or the last one, of each record. */
  readonly #hands = new Map<string, Hand>();
  /** Of those that make a record. */
  readonly #making = new Map<VendorName, Hand>();
  /** LinkedIn's tasks by id, with the operation that each is of, as long as they are under way. */
  readonly #tasks = new Map<string, { hand: Hand; isOver: boolean }>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #busy = new Set<string>();
  #names = 0;
  #cursor: string | null = null;

  constructor(company: Stage, options: CampaignOptions) {
    this.#company = company;
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.history = new History(company.clock);
    for (const vendor of VENDORS) this.history.begin(truthOf(vendor, company));
    const watch = (vendor: VendorName) => (request: { method: string }) => {
      if (request.method !== "GET") this.#note(vendor, (id) => this.#handOf(vendor, id));
    };
    const { greenhouse, feishu, headhunter, linkedin } = company;
    greenhouse.onWorked = watch("greenhouse");
    feishu.onWorked = watch("feishu-hire");
    headhunter.onWorked = watch("headhunter");
    linkedin.onWorked = ({ method }) => {
      if (method !== "GET") this.#noteLinkedIn();
    };
  }

  /** So many changes: about one in six by a client, while somebody else goes on. */
  async change(count: number): Promise<void> {
    const until = this.made + count;
    while (this.made < until) {
      const { without = [] } = this.#options;
      if (without !== "all" && this.#dice.oneIn(6) && this.#underWay.size < 4) this.#begin(without);
      else this.#changeElsewhere();
      // Time passes now and then, in the middle of changes under way.
      if (this.#dice.oneIn(3)) await this.#step(1 + this.#dice.below(200));
    }
    while (this.#underWay.size > 0) await this.#company.clock.advance(100);
  }

  async pass(seconds: number, stepMs = 100): Promise<void> {
    for (let passed = 0; passed < 1_000 * seconds; passed += stepMs) await this.#step(stepMs);
  }

  async #step(ms: number): Promise<void> {
    await this.#company.clock.advance(ms);
    this.#noteLinkedIn();
  }

  /** Reads on in the feed. */
  async read(): Promise<void> {
    for (;;) {
      let answer: GraphAnswer<{ events: Page }> | undefined;
      const asked = this.#company.ask<{ events: Page }>(EVENTS, { after: this.#cursor }).then((given) => {
        answer = given;
      });
      while (answer === undefined) await Promise.race([asked, this.#step(100)]);
      if (answer.errors !== undefined || !answer.data) throw new Error(JSON.stringify(answer.errors));
      const { nodes, pageInfo } = answer.data.events;
      this.told.push(...nodes);
      this.#cursor = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) return;
    }
  }

  /** What vendors do by themselves, as time passes: LinkedIn's tasks are an operation's, all else is nobody's. */
  settle(): void {
    for (const vendor of VENDORS) this.#settle(vendor);
  }

  #settle(vendor: VendorName): void {
    if (vendor === "linkedin") this.#noteLinkedIn();
    else this.#note(vendor, () => "ELSEWHERE");
  }

  /** What tasks did since the last time, by the operations that they are of. */
  #noteLinkedIn(): void {
    const done = new Map<string, { hand: Hand; at?: number }>();
    for (const { id, externalJobPostingId, status, dueAt } of this.#company.linkedin.standIn.state.tasks.values()) {
      const recordId = postingId(externalJobPostingId);
      const known = this.#tasks.get(id) ?? { hand: this.#hands.get(recordId) ?? "ELSEWHERE", isOver: false };
      if (!this.#tasks.has(id)) done.set(recordId, { hand: known.hand });
      this.#tasks.set(id, known);
      if (known.isOver || status === "IN_PROGRESS") continue;
      known.isOver = true;
      this.#busy.delete(recordId);
      done.set(recordId, { hand: known.hand, at: dueAt });
    }
    const handOf = (id: string) => done.get(id)?.hand ?? "ELSEWHERE";
    this.history.note(
      truthOf("linkedin", this.#company),
      (id) => id.startsWith("linkedin:"),
      handOf,
      (id) => done.get(id)?.at,
    );
  }

  #changeElsewhere(): void {
    const isBusy = (id: string) => this.#busy.has(id);
    const isMade = changeElsewhere(
      this.#company,
      this.#dice,
      { name: this.#newName(), isBusy, slowOnes: this.#options.slowOnes ?? true },
      (vendor, work) => {
        this.#settle(vendor);
        const isMade = work();
        this.#note(vendor, () => "ELSEWHERE");
        return isMade;
      },
    );
    if (isMade) this.made += 1;
  }

  /** Begins a change of a client; another one of the same record waits until it is over. */
  #begin(without: readonly string[]): void {
    const own = chooseOwn(this.#company, this.#dice, this.#newName());
    if (own === undefined || without.includes(own.mutation)) return;
    const key = own.recordId ?? `a new one of ${own.vendor}`;
    if (this.#busy.has(key)) return;
    this.#busy.add(key);
    this.made += 1;
    const change = this.#change(own).finally(() => {
      if (own.vendor !== "linkedin") this.#busy.delete(key);
      this.#underWay.delete(change);
    });
    this.#underWay.add(change);
  }

  async #change({ vendor, recordId, mutation, type, input, payload: record }: Own): Promise<void> {
    const hand: OwnHand = { mutation, recordId, beganAt: this.#company.clock.now(), endedAt: Number.POSITIVE_INFINITY };
    this.history.own.push(hand);
    if (recordId === undefined) this.#making.set(vendor, hand);
    else this.#hands.set(recordId, hand);
    const payload = `${this.#dice.oneIn(2) ? record : "__typename"} operation { id outcome } userErrors { message }`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${payload} } }`;
    const { data, errors } = await this.#company.ask<Record<string, { operation: { id: string; outcome: string } | null }>>(document, {
      input,
    });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const operation = data?.[mutation]?.operation;
    if (!operation) throw new Error(`${mutation} made no operation: ${JSON.stringify(data)}`);
    hand.operation = operation.id;
    hand.outcome = operation.outcome;
    hand.endedAt = this.#company.clock.now();
    this.operations.push(operation.id);
  }

  #note(vendor: VendorName, handOf: (id: string) => Hand): void {
    this.history.note(truthOf(vendor, this.#company), (id) => id.startsWith(`${vendor}:`), handOf);
  }

  #handOf(vendor: VendorName, id: string): Hand {
    const hand = this.#hands.get(id) ?? this.#making.get(vendor) ?? "ELSEWHERE";
    this.#hands.set(id, hand);
    return hand;
  }

  #newName(): string {
    this.#names += 1;
    return `Name ${this.#names}`;
  }
}
