import { createCipheriv, createHash, randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../clock.js";
import { Courier, type Letter } from "../kit/webhooks/courier.js";

const SECOND_MS = 1_000;
/** Redelivery after 15 s, 5 min, 1 h and 6 h: https://open.feishu.cn/document/server-docs/event-subscription-guide/overview */
const PAUSES_MS = [15, 300, 3_600, 21_600].map((seconds) => seconds * SECOND_MS);
const DEADLINE_MS = 3 * SECOND_MS;
const CHALLENGE_DEADLINE_MS = SECOND_MS;

/** What a person sets up in the developer console. */
export interface EventAddress {
  url: string;
  verificationToken: string;
  encryptKey?: string;
}

/** The app's request URL for events, of which there is one. */
export class FeishuWebhooks {
  readonly courier: Courier;
  /** Is told once an address is saved: what was before is told to nobody. */
  onSaved: () => void = () => undefined;
  readonly #clock: Clock;
  readonly #appId: string;
  #address: EventAddress | undefined;

  constructor(clock: Clock, appId: string) {
    this.#clock = clock;
    this.#appId = appId;
    this.courier = new Courier(clock, { pausesMs: PAUSES_MS, deadlineMs: DEADLINE_MS, isTaken: (status) => status === 200 });
  }

  get isRegistered(): boolean {
    return this.#address !== undefined;
  }

  /**
   * Saves the request URL, if it echoes a challenge within a second.
   *
   * @returns whether it was saved
   */
  async register(address: EventAddress): Promise<boolean> {
    const challenge = randomUUID();
    const body = sealed(JSON.stringify({ challenge, token: address.verificationToken, type: "url_verification" }), address.encryptKey);
    // "The signature need not be checked for this request": it has none.
    const headers = { "content-type": "application/json; charset=utf-8" };
    const answer = await this.courier.ask({ method: "POST", url: address.url, headers, body }, CHALLENGE_DEADLINE_MS);
    const isEchoed =
      answer?.status === 200 && isJson(answer.contentType) && (parsed(answer.text) as Echo | undefined)?.challenge === challenge;
    if (!isEchoed) return false;
    this.#address = address;
    this.onSaved();
    return true;
  }

  /** An event of the second version; nothing where no address is saved. */
  tell(type: string, event: object, about: string | null): void {
    if (this.#address !== undefined) this.courier.post(this.#letter(this.#address, type, event, about));
  }

  #letter({ url, verificationToken, encryptKey }: EventAddress, type: string, event: object, about: string | null): Letter {
    const id = randomUUID().replaceAll("-", "");
    const written = (eventId: string, token: string) =>
      JSON.stringify({
        schema: "2.0",
        header: {
          event_id: eventId,
          event_type: type,
          create_time: String(this.#clock.now()),
          token,
          app_id: this.#appId,
          tenant_key: "2ed263bf32cf1651",
        },
        event,
      });
    const genuine = this.#signed(written(id, verificationToken), encryptKey);
    const stranger = written(randomUUID().replaceAll("-", ""), `not ${verificationToken}`);
    const forged = this.#signed(stranger, encryptKey && `not ${encryptKey}`);
    return { id, type, about, url, ...genuine, forged };
  }

  /** Headers and body; signed only where there is an Encrypt Key. */
  #signed(text: string, encryptKey: string | undefined): Pick<Letter, "headers" | "body"> {
    const body = sealed(text, encryptKey);
    const headers = { "content-type": "application/json; charset=utf-8" };
    if (encryptKey === undefined) return { headers, body };
    const timestamp = String(Math.floor(this.#clock.now() / SECOND_MS));
    const nonce = randomBytes(8).toString("hex");
    const signature = createHash("sha256")
      .update(timestamp + nonce + encryptKey + body)
      .digest("hex");
    const signing = { "x-lark-request-timestamp": timestamp, "x-lark-request-nonce": nonce, "x-lark-signature": signature };
    return { headers: { ...headers, ...signing }, body };
  }
}

interface Echo {
  challenge?: unknown;
}

/** The body as it is sent: encrypted by AES-256-CBC where there is a key, with the IV before the text. */
export function sealed(text: string, encryptKey: string | undefined, iv = randomBytes(16)): string {
  if (encryptKey === undefined) return text;
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), iv);
  return JSON.stringify({ encrypt: Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]).toString("base64") });
}

function isJson(contentType: string): boolean {
  return contentType.startsWith("application/json");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
