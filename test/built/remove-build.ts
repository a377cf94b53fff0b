import { rmSync } from "node:fs";

export default function removeBuild(): void {
  if (process.env.TEST_BUILD) rmSync(process.env.TEST_BUILD, { recursive: true, force: true });
}
