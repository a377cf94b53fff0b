import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parse, parseAllDocuments } from "yaml";
import { ROOT } from "../readme/readme.js";
import { ended } from "./built-server.js";

const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

interface Instruction {
  name: string;
  rest: string;
}

/** The instructions of each stage, FROM first. */
function stagesOf(dockerfile: string): Instruction[][] {
  const lines = dockerfile.replace(/^#.*\n/gm, "").replace(/\\\n\s*/g, "");
  const stages: Instruction[][] = [];
  for (const [, name = "", rest = ""] of lines.matchAll(/^([A-Z]+) (.*)$/gm)) {
    if (name === "FROM") stages.push([]);
    stages.at(-1)?.push({ name, rest });
  }
  return stages;
}

const stages = stagesOf(textOf("Dockerfile"));
const last = stages.at(-1) ?? [];
const one = (name: string) => last.find((instruction) => instruction.name === name)?.rest ?? "";

/** Runs the instructions of the Dockerfile, each stage in a folder of its own that stands for its root directory. */
class Image {
  readonly folder = mkdtempSync(join(tmpdir(), "hiregraph-image-"));
  readonly #roots = new Map<string, string>();
  env: Record<string, string> = {};
  root = "";
  workdir = "";

  build(): void {
    for (const [index, stage] of stages.entries()) this.#stage(stage, index);
  }

  #stage([from, ...instructions]: Instruction[], index: number): void {
    const name = / AS (\w+)$/.exec(from?.rest ?? "")?.[1] ?? String(index);
    this.root = join(this.folder, name);
    this.#roots.set(name, this.root);
    this.env = {};
    for (const { name, rest } of instructions) {
      if (name === "WORKDIR") {
        this.workdir = join(this.root, rest);
        mkdirSync(this.workdir, { recursive: true });
      } else if (name === "COPY") this.#copy(rest.split(" "));
      else if (name === "ENV") for (const [, key = "", value = ""] of rest.matchAll(/(\w+)=(\S+)/g)) this.env[key] = value;
      else if (name === "RUN") this.#run(rest);
    }
  }

  #copy(words: string[]): void {
    const stage = /^--from=(\w+)$/.exec(words[0] ?? "")?.[1];
    const sources = words.slice(stage === undefined ? 0 : 1, -1);
    const target = words.at(-1) ?? "";
    for (const source of sources) {
      const path = join(stage === undefined ? ROOT : (this.#roots.get(stage) ?? ""), source);
      const into = join(this.workdir, target);
      mkdirSync(into, { recursive: true });
      // Of a folder Docker copies what is in it.
      execFileSync("cp", ["-r", statSync(path).isDirectory() ? `${path}/.` : path, into]);
    }
  }

  #run(command: string): void {
    // The packages of this checkout, which `npm ci` has brought; and the user node is the image's.
    const here = command
      .replace(/^npm ci(?!.* --omit).*/, `ln -s ${join(ROOT, "node_modules")} node_modules`)
      .replace(/^npm ci/, "npm ci --prefer-offline")
      .replace(/ && chown \S+ \S+$/, "");
    execFileSync("sh", ["-c", here], { cwd: this.workdir, env: { ...process.env, ...this.env }, stdio: "pipe" });
  }
}

describe("The image of the Dockerfile", () => {
  const image = new Image();
  const children = new Set<ChildProcess>();
  beforeAll(() => image.build());
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(image.folder, { recursive: true, force: true });
  });

  const command = (text: string) => JSON.parse(text.replace(/^.*CMD /, "")) as [string, ...string[]];
  function run([, ...args]: string[], env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, args, {
      cwd: image.workdir,
      env: { PATH: process.env.PATH, ...image.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    return child;
  }

  it("holds the server, its packages and a folder for data, and nothing else", () => {
    expect(readdirSync(image.workdir).sort()).toEqual(["data", "dist", "node_modules", "package.json"]);
    const { devDependencies } = JSON.parse(textOf("package.json")) as { devDependencies: Record<string, string> };
    const packages = readdirSync(join(image.workdir, "node_modules"));
    expect(packages).toContain("graphql");
    expect(packages.filter((name) => ["typescript", "jest", "yaml", "fast-check"].includes(name) && name in devDependencies)).toEqual([]);
  });

  it("refuses to serve strangers unless it is told how callers sign in, or that they need not", async () => {
    expect(await ended(run(command(`CMD ${one("CMD")}`), { PORT: "0" }))).toEqual({ code: 78, signal: null });
  });

  it("starts, is healthy, answers, and drains with 0 on SIGTERM", async () => {
    const server = run(command(`CMD ${one("CMD")}`), { PORT: "0", ALLOW_ANONYMOUS: "true", DRAIN_GRACE_MS: "0", CODE_SWEEP: "off" });
    const url = await new Promise<string>((resolve, reject) => {
      const lines = createInterface(server.stdout as NodeJS.ReadableStream);
      lines.on("line", (line) => {
        const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      lines.once("close", () => reject(new Error("It did not start.")));
    });
    const { port } = new URL(url);
    const health = command(one("HEALTHCHECK"));
    expect(await ended(run(health, { PORT: port }))).toEqual({ code: 0, signal: null });
    const answer = await fetch(`http://127.0.0.1:${port}/graphql?query={jobs(first:2){nodes{id}}}`);
    expect(await answer.json()).toMatchObject({ data: { jobs: { nodes: [{}, {}] } } });
    server.kill("SIGTERM");
    expect(await ended(server)).toEqual({ code: 0, signal: null });
    expect(await ended(run(health, { PORT: port }))).toEqual({ code: 1, signal: null });
  });
});

describe("The files of deploy/", () => {
  const env = (name: string, list: { name: string; value: string }[]) => Number(list.find((entry) => entry.name === name)?.value);

  it("build on pinned images, and run as a user by number", () => {
    for (const [from] of stages) expect(from?.rest).toMatch(/^node:\d+-bookworm-slim( AS \w+)?$/);
    expect(one("USER")).toBe("1000:1000");
  });

  it("let into the build what the Dockerfile copies, and no more", () => {
    const copied = stages.flat().filter(({ name, rest }) => name === "COPY" && !rest.startsWith("--from"));
    const allowed = textOf(".dockerignore").match(/(?<=^!).*$/gm) ?? [];
    expect(new Set(copied.flatMap(({ rest }) => rest.split(" ").slice(0, -1)))).toEqual(new Set(allowed));
  });

  it("give a server the time to drain before it is killed", () => {
    const [deployment] = parseAllDocuments(textOf("deploy/kubernetes/hiregraph.yaml")).map((document) => document.toJS());
    const { terminationGracePeriodSeconds, containers } = deployment.spec.template.spec;
    const [container] = containers;
    const graceMs = env("DRAIN_GRACE_MS", container.env);
    const mostMs = graceMs + env("REQUEST_DEADLINE_MS", container.env) + env("UPSTREAM_TIMEOUT_MS", container.env);
    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(mostMs);
    expect(container.readinessProbe.periodSeconds * container.readinessProbe.failureThreshold * 1000).toBeLessThan(graceMs);
    expect(container.readinessProbe.httpGet.path).toBe("/readyz");
    expect(container.livenessProbe.httpGet.path).toBe("/healthz");
    const { server } = parse(textOf("compose.yaml")).services;
    expect(Number.parseInt(server.stop_grace_period, 10) * 1000).toBeGreaterThan(mostMs);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(textOf("deploy/systemd/hiregraph.service"))?.[1]) * 1000).toBeGreaterThan(mostMs);
  });

  it("bring the server back after the machine was restarted", () => {
    const { server, database, budgets } = parse(textOf("compose.yaml")).services;
    for (const { restart } of [server, database, budgets]) expect(restart).toBe("unless-stopped");
    expect(textOf("deploy/systemd/hiregraph.service")).toMatch(/^WantedBy=multi-user.target$/m);
  });

  it("do not try again what the configuration forbids", () => {
    expect(textOf("deploy/systemd/hiregraph.service")).toMatch(/^RestartPreventExitStatus=78$/m);
  });
});
