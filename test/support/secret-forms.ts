/** How a secret may come back, by what is done to it on the way. */
export const SECRET_FORMS: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (secret) => secret,
  "in a JSON text": (secret) => JSON.stringify({ echo: secret }),
  "in a JSON text that another one quotes": (secret) => JSON.stringify({ body: JSON.stringify({ echo: secret }) }),
  "in JSON that writes slashes with a backslash": (secret) => JSON.stringify({ echo: secret }).replaceAll("/", "\\/"),
  "percent-encoded": (secret) => encodeURIComponent(secret),
  "percent-encoded in small letters": (secret) => encodeURIComponent(secret).replaceAll(/%../g, (octet) => octet.toLowerCase()),
  "percent-encoded twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "in a form": (secret) => new URLSearchParams({ grant: "x", secret }).toString(),
  "in base64": (secret) => Buffer.from(secret).toString("base64"),
  "in base64 for URLs": (secret) => Buffer.from(secret).toString("base64url"),
  "as a Basic pair, the user's name": (secret) => `Basic ${Buffer.from(`${secret}:`).toString("base64")}`,
  "as a Basic pair, the password": (secret) => `Basic ${Buffer.from(`client-id:${secret}`).toString("base64")}`,
  "in base64 behind one byte": (secret) => Buffer.from(`a${secret}zz`).toString("base64"),
  "in base64 of a JSON text": (secret) => Buffer.from(`{"h":"${secret}"}`).toString("base64"),
  "as a Basic pair in a query": (secret) => encodeURIComponent(Buffer.from(`id:${secret}`).toString("base64")),
  "in HTML": (secret) => `<p>${secret.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}</p>`,
};

/** Looks a text through for what is left of secrets: every piece of so many characters, plain, percent-encoded and in base64. */
export class LeakDetector {
  readonly #pieces = new Map<string, string>();
  readonly #length: number;

  constructor(secrets: Iterable<string>, pieceLength: number) {
    this.#length = pieceLength;
    for (const secret of secrets) {
      // What is encoded may begin one or two bytes before the secret; the ends of the digits depend on what is around it.
      const inBase64 = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString("base64"));
      const digits = inBase64.map((encoded) => encoded.replaceAll("=", "").slice(3, -3));
      const forUrls = digits.map((encoded) => encoded.replaceAll("+", "-").replaceAll("/", "_"));
      for (const shape of [secret, encodeURIComponent(secret), ...digits, ...forUrls]) {
        for (let at = 0; at + pieceLength <= shape.length; at += 1) this.#pieces.set(shape.slice(at, at + pieceLength), secret);
      }
    }
  }

  /** What was found, each with some of the text before it. */
  leaksIn(text: string): string[] {
    const found: string[] = [];
    for (let at = 0; at + this.#length <= text.length; at += 1) {
      const secret = this.#pieces.get(text.slice(at, at + this.#length));
      if (secret === undefined) continue;
      found.push(`${secret}: …${text.slice(Math.max(0, at - 120), at + 60)}…`);
      at += 200;
    }
    return found;
  }
}
