// Composes subgraphs and writes the supergraph to standard output. Each is asked for its own text, with the bearer token in AUTHORIZATION_TOKEN
// where there is one:
//   node tools/federation/compose.js hiregraph=http://127.0.0.1:4000/graphql notes=http://127.0.0.1:4001/graphql > supergraph.graphql
import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";

const { AUTHORIZATION_TOKEN: token } = process.env;

async function subgraph(argument) {
  const [name, url] = [argument.slice(0, argument.indexOf("=")), argument.slice(argument.indexOf("=") + 1)];
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(`${name}: ${errors.map(({ message }) => message).join("; ")}`);
  return { name, url, typeDefs: parse(data._service.sdl) };
}

const { supergraphSdl, errors = [] } = composeServices(await Promise.all(process.argv.slice(2).map(subgraph)));
if (supergraphSdl === undefined) {
  for (const { message } of errors) console.error(message);
  process.exitCode = 1;
} else {
  console.log(supergraphSdl);
}
