import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WriteAheadLog } from "../../../src/store/sqlite/write-ahead-log.js";
import { Gate } from "../../support/changes.js";

let folder: string;
let log: WriteAheadLog;
let datasync: jest.SpiedFunction<FileHandle["datasync"]>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
  writeFileSync(join(folder, "test.db"), "database");
  writeFileSync(join(folder, "test.db-wal"), "log");
  log = new WriteAheadLog(join(folder, "test.db"));
  const file = await open(join(folder, "test.db-wal"));
  datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, "datasync");
  await file.close();
});
afterEach(async () => {
  await log.close();
  datasync.mockRestore();
  rmSync(folder, { recursive: true });
});

describe("SQLite's log", () => {
  it("is synced once for all who wait at the same time", async () => {
    await Promise.all([log.synced(), log.synced(), log.synced()]);
    expect(datasync).toHaveBeenCalledTimes(1);
  });

  it("is synced again for those who come while it is being synced: theirs may have been missed", async () => {
    const disk = new Gate();
    datasync.mockImplementationOnce(() => disk.pass());
    const first = log.synced();
    await disk.reached;
    const later = [log.synced(), log.synced()];
    expect(datasync).toHaveBeenCalledTimes(1);
    disk.open();
    await Promise.all([first, ...later]);
    expect(datasync).toHaveBeenCalledTimes(2);
  });

  it("that the disk refused once is trusted no more: a later sync may be of a log with a hole", async () => {
    datasync.mockRejectedValueOnce(new Error("EIO"));
    await expect(log.synced()).rejects.toThrow("SQLite's log could not be synced to the disk");
    await expect(log.synced()).rejects.toThrow("SQLite's log could not be synced to the disk");
    expect(datasync).toHaveBeenCalledTimes(1);
  });

  it("that is not there is not synced", async () => {
    const none = new WriteAheadLog(join(folder, "none.db"));
    await expect(none.synced()).rejects.toThrow("SQLite's log could not be synced to the disk");
    await none.close();
  });

  it("is synced at the latest when it is closed, for those who do not wait", async () => {
    log.syncSoon();
    log.syncSoon();
    expect(datasync).not.toHaveBeenCalled();
    await log.close();
    expect(datasync).toHaveBeenCalledTimes(1);
  });
});
