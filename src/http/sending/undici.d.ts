// Of undici's own files, whose types are only in its index.

declare module "undici/lib/dispatcher/pool.js" {
  export { Pool as default } from "undici";
}
