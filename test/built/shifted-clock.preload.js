// The clock of this process is wrong by so many milliseconds.
const wrongByMs = Number(process.env.CLOCK_WRONG_BY_MS);
const RightDate = Date;

globalThis.Date = class extends RightDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RightDate.now() + wrongByMs] : given));
  }

  static now() {
    return RightDate.now() + wrongByMs;
  }
};
