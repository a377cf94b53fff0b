/** A value's place in a list. */
export interface Link<Value> {
  readonly value: Value;
  readonly after: Link<Value> | undefined;
  /** False once it was removed. */
  readonly isIn: boolean;
}

interface OwnLink<Value> extends Link<Value> {
  before: OwnLink<Value> | undefined;
  after: OwnLink<Value> | undefined;
  isIn: boolean;
}

/**
 * A queue with cheap removal from its middle. An array has none, and a Set walks over all entries deleted before its first one whenever the
 * first is read.
 */
export class LinkedList<Value> {
  #first: OwnLink<Value> | undefined;
  #last: OwnLink<Value> | undefined;

  get first(): Link<Value> | undefined {
    return this.#first;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  push(value: Value): Link<Value> {
    const link: OwnLink<Value> = { value, before: undefined, after: undefined, isIn: false };
    this.#append(link);
    return link;
  }

  remove(link: Link<Value>): void {
    if (!link.isIn) return;
    const own = link as OwnLink<Value>;
    if (own.before === undefined) this.#first = own.after;
    else own.before.after = own.after;
    if (own.after === undefined) this.#last = own.before;
    else own.after.before = own.before;
    own.before = undefined;
    own.after = undefined;
    own.isIn = false;
  }

  moveToEnd(link: Link<Value>): void {
    this.remove(link);
    this.#append(link as OwnLink<Value>);
  }

  *[Symbol.iterator](): Generator<Value> {
    for (let link = this.#first; link !== undefined; link = link.after) yield link.value;
  }

  #append(link: OwnLink<Value>): void {
    link.before = this.#last;
    link.isIn = true;
    if (this.#last === undefined) this.#first = link;
    else this.#last.after = link;
    this.#last = link;
  }
}
