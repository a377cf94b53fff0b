// A receiver of Hiregraph's webhooks. Set WEBHOOK_SECRET to the secret that the server has (WEBHOOK_<NAME>_SECRET), and PORT to listen elsewhere:
//
//   WEBHOOK_SECRET=whsec_… PORT=4100 node examples/12-webhook-receiver.js
//   WEBHOOKS=me WEBHOOK_ME_URL=http://127.0.0.1:4100 WEBHOOK_ME_SECRET=whsec_… WEBHOOK_ME_PRIVATE=true npm start
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");
/** The newest event of each subject. A receiver keeps this beside its data, for an event may come twice. */
const newest = new Map();

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let event;
  try {
    // Over the body as it came, and before anything else.
    event = webhook.verify(Buffer.concat(chunks), request.headers);
  } catch {
    response.writeHead(401).end();
    return;
  }
  response.writeHead(204).end();
  const number = Number(event.id.split(":").pop());
  if (number <= (newest.get(event.subject) ?? 0)) return;
  newest.set(event.subject, number);
  const changes = event.data.changes.map(({ field, before, after }) => `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
  console.log(`${event.type} ${event.subject} ${event.data.cause} ${changes.join(", ")}`);
});

server.listen(Number(process.env.PORT ?? 4100), "127.0.0.1", () =>
  console.log(`Receives webhooks at http://127.0.0.1:${server.address().port}`),
);
