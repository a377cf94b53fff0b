import { type DestinationStream, destination } from "pino";

/** So much waits at most; the stream allows no more. */
const MOST_BYTES = 16 * 1024 - 1;

/**
 * Standard output by default, written once for all lines of one turn of the event loop: writing a line takes longer than making it. Nothing is
 * kept back for longer, and what is left when the process exits is written.
 */
export function linesOfATurn(fd = 1): DestinationStream {
  const stream = destination({ dest: fd, sync: true, minLength: MOST_BYTES });
  let isDue = false;
  process.on("exit", () => stream.flushSync());
  return {
    write: (line) => {
      stream.write(line);
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        stream.flush();
      });
    },
  };
}
