import DataLoader from "dataloader";

/** Loads records by their global ids. */
export class RecordLoader<Record_ extends { id: string }> extends DataLoader<string, Record_ | null> {
  #atHand: (readonly Record_[])[] = [];

  /** Has these at hand for whoever loads one: they are made ready then, since most requests that read a list load none of it by id. */
  hold(records: readonly Record_[]): void {
    this.#atHand.push(records);
  }

  override load(id: string): Promise<Record_ | null> {
    if (this.#atHand.length > 0) {
      for (const record of this.#atHand.flat()) this.prime(record.id, record);
      this.#atHand = [];
    }
    return super.load(id);
  }
}
