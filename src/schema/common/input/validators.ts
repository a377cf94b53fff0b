/**
 * What the inputs need of class-validator, each out of its own file: the package's index loads validators of all kinds, the telephone numbers of
 * all countries among them, and made up a sixth of the start.
 */
export { ArrayMaxSize } from "class-validator/cjs/decorator/array/ArrayMaxSize.js";
export { ArrayMinSize } from "class-validator/cjs/decorator/array/ArrayMinSize.js";
export { IS_DEFINED } from "class-validator/cjs/decorator/common/IsDefined.js";
export { IsIn } from "class-validator/cjs/decorator/common/IsIn.js";
export { ValidateBy } from "class-validator/cjs/decorator/common/ValidateBy.js";
export { ValidateNested } from "class-validator/cjs/decorator/common/ValidateNested.js";
export { Max } from "class-validator/cjs/decorator/number/Max.js";
export { Min } from "class-validator/cjs/decorator/number/Min.js";
export { Matches } from "class-validator/cjs/decorator/string/Matches.js";
export { IsInt } from "class-validator/cjs/decorator/typechecker/IsInt.js";
export { Validator } from "class-validator/cjs/validation/Validator.js";
