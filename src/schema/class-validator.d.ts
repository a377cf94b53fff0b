// Of class-validator's own files, whose types are only in its index.

declare module "class-validator/cjs/decorator/array/ArrayMaxSize.js" {
  export { ArrayMaxSize } from "class-validator";
}
declare module "class-validator/cjs/decorator/array/ArrayMinSize.js" {
  export { ArrayMinSize } from "class-validator";
}
declare module "class-validator/cjs/decorator/common/IsDefined.js" {
  export { IS_DEFINED } from "class-validator";
}
declare module "class-validator/cjs/decorator/common/IsIn.js" {
  export { IsIn } from "class-validator";
}
declare module "class-validator/cjs/decorator/common/ValidateBy.js" {
  export { ValidateBy } from "class-validator";
}
declare module "class-validator/cjs/decorator/common/ValidateNested.js" {
  export { ValidateNested } from "class-validator";
}
declare module "class-validator/cjs/decorator/number/Max.js" {
  export { Max } from "class-validator";
}
declare module "class-validator/cjs/decorator/number/Min.js" {
  export { Min } from "class-validator";
}
declare module "class-validator/cjs/decorator/string/Matches.js" {
  export { Matches } from "class-validator";
}
declare module "class-validator/cjs/decorator/typechecker/IsInt.js" {
  export { IsInt } from "class-validator";
}
declare module "class-validator/cjs/validation/Validator.js" {
  export { Validator } from "class-validator";
}
