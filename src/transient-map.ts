interface Box<Value> {
  value: Value | undefined;
}

/**
 * A map whose entries come and go: of an entry that has gone it holds nothing. V8 exchanges the table behind a Map after some deletions, the old table
 * keeps what was in it then, and leads to the new one. Once one is among the old objects, dead or not, all that went through the later ones is taken
 * for alive until the next full collection: a twentieth of what a loaded server allocates.
 */
export class TransientMap<Key, Value extends object> {
  readonly #boxes = new Map<Key, Box<Value>>();

  get(key: Key): Value | undefined {
    return this.#boxes.get(key)?.value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.#boxes.set(key, { value });
  }

  delete(key: Key): boolean {
    const box = this.#boxes.get(key);
    if (box === undefined) return false;
    box.value = undefined;
    return this.#boxes.delete(key);
  }
}
