#!/usr/bin/env node

/** The command `hiregraph`: the server, or what cli.ts does. Each is loaded alone. */
const [command, ...others] = process.argv.slice(2);
if (command === undefined || (command === "start" && others.length === 0)) await import("./main.js");
else await import("./cli.js");
