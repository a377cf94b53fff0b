import "graphiql/style.css";
import "./graphiql.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { buildSchema } from "graphql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { fetcherOf } from "./fetcher.js";
import { TABS } from "./tabs.js";
import "graphiql/setup-workers/vite";

const place = document.getElementById("graphiql");
if (place === null) throw new Error("The page has no place for GraphiQL");

/** A token of the reader's goes where this one stands. */
const SIGN_IN = JSON.stringify({ Authorization: "Bearer <token>" }, null, 2);
const asksForToken = place.dataset.signIn === "true";

/** The text is served to everybody, where introspection would ask for a token that nobody could have typed yet. */
const response = await fetch("schema.graphql");
if (!response.ok) {
  place.textContent = `The server answered with ${response.status} when it was asked for its schema. Load this page again.`;
  throw new Error(place.textContent);
}
const schema = buildSchema(await response.text());

/** GraphiQL keeps its tabs. Where it has none yet it takes ours, but not the first one's variables. */
const isFirstVisit = localStorage.getItem("graphiql:tabState") === null;

createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: fetcherOf(createGraphiQLFetcher({ url: "graphql" })),
    schema,
    // It was built, and so it is one.
    dangerouslyAssumeSchemaIsValid: true,
    defaultTabs: TABS.map((tab) => (asksForToken ? { ...tab, headers: SIGN_IN } : tab)),
    defaultEditorToolsVisibility: asksForToken ? "headers" : "variables",
    ...(asksForToken ? { defaultHeaders: SIGN_IN } : {}),
    ...(isFirstVisit ? { initialVariables: TABS[0]?.variables } : {}),
  }),
);
