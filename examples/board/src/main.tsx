import { ApolloProvider } from "@apollo/client/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { createApolloClient } from "./graph/client";
import { FeedProvider } from "./graph/feed";
import { Announcer } from "./parts/announcer";
import "./styles/base.css";
import "./styles/parts.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={createApolloClient()}>
      <FeedProvider>
        <Announcer>
          <App />
        </Announcer>
      </FeedProvider>
    </ApolloProvider>
  </StrictMode>,
);
