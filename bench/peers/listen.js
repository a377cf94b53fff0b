import { createServer } from "node:http";

/** Answers every POST by `answer(body text, request)`, which gives text; tells its address to who started it. */
export function listen(answer) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      try {
        const text = await answer(Buffer.concat(chunks).toString(), request);
        response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(text) });
        response.end(text);
      } catch (error) {
        response.writeHead(500);
        response.end(String(error.stack));
      }
    });
  });
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}/graphql`));
}
