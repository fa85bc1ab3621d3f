/** What parser, semantic analysis and linking say, in gcc's words where gcc has some. */

/** How gcc names the token at which an error stands. */
export type TokenWords = string;

export const parserMessages = {
  expected: (what: string, found: TokenWords) => `expected ${what} ${found}`,
  tooDeep: (limit: number) => `nested more than ${limit} deep, which is more than kring compiles`,
  tooLong: (limit: number) => `an expression with more than ${limit} operators is more than kring compiles`,
  unknownType: (name: string) => `unknown type name '${name}'`,
  unknownTypeStruct: (name: string, kind: string) =>
    `unknown type name '${name}'; use '${kind}' keyword to refer to the type`,
  unknownTypeHeader: (name: string, header: string) =>
    `unknown type name '${name}'; it is defined in header '<${header}>'`,
  undeclared: (name: string) => `'${name}' undeclared (first use in this function)`,
  undeclaredHere: (name: string) => `'${name}' undeclared here (not in a function)`,
  undeclaredHeader: (name: string, header: string) =>
    `'${name}' undeclared (first use in this function); it is defined in header '<${header}>'`,
  implicitFunction: (name: string) => `implicit declaration of function '${name}'`,
  implicitFunctionHeader: (name: string, header: string) =>
    `implicit declaration of function '${name}'; include '<${header}>'`,
};

/** Parts of C that kring does not compile yet. Each says what it is. */
export const unsupportedMessages = {
  floatingPoint: (name: string) => `floating point is not supported: '${name}'`,
  complex: () => 'complex numbers are not supported',
  int128: () => "'__int128' is not supported",
  threadLocal: (name: string) => `'${name}' is not supported: threads share every variable`,
  bitField: () => 'bit-fields are not supported',
  variableArray: () => 'variable length arrays are not supported',
  asm: () => 'inline assembly with instructions is not supported; asm volatile("" ::: "memory") is',
  asmName: () => 'assembler names are not supported',
  alloca: () => 'alloca is not supported; use malloc',
  nestedFunction: () => 'nested functions are not supported',
  labelAddress: () => 'the address of a label and computed goto are not supported',
  oldStyle: () => 'function definitions in the style before 1989 are not supported',
  flexibleInitialiser: () => 'initialization of a flexible array member is not supported',
  autoType: () => "'__auto_type' is not supported; use typeof",
  alignedParameter: (align: number) => `parameters and results aligned to ${align} bytes are not supported`,
  localAlignment: (align: number) => `an automatic variable aligned to ${align} bytes is not supported; at most 4096`,
  localLabel: () => "'__label__' is not supported",
  builtin: (name: string) => `the builtin function '${name}' is not supported`,
  attribute: (name: string) => `attribute '${name}' is not supported`,
  wideEnum: (name: string) => `enumerator '${name}' does not fit an int or unsigned int, which is not supported`,
  rangeEffects: () => 'a value with side effects for a range of elements is not supported',
  packedEnum: () => "attribute 'packed' of an enum is not supported",
  unionCast: () => 'casts to a union are not supported',
};

export const declarationMessages = {
  noType: (name: string) => `type defaults to 'int' in declaration of '${name}', which is not C11`,
  noReturnType: (name: string) => `return type of '${name}' is missing`,
  twoTypes: () => 'two or more data types in declaration specifiers',
  bothSigns: () => "both 'signed' and 'unsigned' in declaration specifiers",
  tooLong: () => "'long long long' is too long",
  invalidCombination: (a: string) => `'${a}' does not fit the other declaration specifiers`,
  manyStorage: () => 'multiple storage classes in declaration specifiers',
  storageForParameter: (name: string) => `storage class specified for parameter '${name}'`,
  storageForMember: () => "expected specifier-qualifier-list before 'static'",
  fileScopeStorage: (storage: string, name: string) => `file-scope declaration of '${name}' specifies '${storage}'`,
  empty: () => 'declaration does not declare anything',
  expectedIdentifier: (found: TokenWords) => `expected identifier or '(' ${found}`,
  arrayOfFunctions: (name: string) => `declaration of '${name}' as array of functions`,
  arrayOfVoids: (name: string) => `declaration of '${name}' as array of voids`,
  arrayOfIncomplete: (type: string) => `array type has incomplete element type '${type}'`,
  arrayAlignment: () => 'alignment of array elements is greater than element size',
  arraySizeInteger: (name: string) => `size of array '${name}' has non-integer type`,
  arraySizeNegative: (name: string) => `size of array '${name}' is negative`,
  arrayTooLarge: (name: string) => `size of array '${name}' is too large`,
  returnsFunction: (name: string) => `'${name}' declared as function returning a function`,
  returnsArray: (name: string) => `'${name}' declared as function returning an array`,
  voidVariable: (name: string) => `variable or field '${name}' declared void`,
  voidParameter: () => "'void' must be the only parameter",
  incompleteVariable: (name: string, type: string) => `storage size of '${name}' isn't known ('${type}' is incomplete)`,
  incompleteMember: (name: string) => `field '${name}' has incomplete type`,
  functionMember: (name: string) => `field '${name}' declared as a function`,
  flexibleNotLast: (name: string) => `flexible array member '${name}' not at end of struct`,
  duplicateMember: (name: string) => `duplicate member '${name}'`,
  structTooLarge: (type: string) => `'${type}' is too large`,
  incompleteParameter: (name: string) => `parameter '${name}' has incomplete type`,
  parameterNameMissing: () => 'parameter name omitted',
  redefinition: (name: string) => `redefinition of '${name}'`,
  redeclaredParameter: (name: string) => `redefinition of parameter '${name}'`,
  otherKind: (name: string) => `'${name}' redeclared as different kind of symbol`,
  conflictingTypes: (name: string, type: string, before: string) =>
    `conflicting types for '${name}'; have '${type}', before it was '${before}'`,
  conflictingLinkage: (name: string) => `static declaration of '${name}' follows non-static declaration`,
  previousDefinition: (name: string) => `previous definition of '${name}'`,
  tagRedefined: (type: string) => `redefinition of '${type}'`,
  tagOriginally: (type: string) => `'${type}' was originally defined here`,
  tagOtherKind: (name: string) => `'${name}' defined as wrong kind of tag`,
  enumNotConstant: (name: string) => `enumerator value for '${name}' is not an integer constant`,
  enumIncomplete: (type: string) => `use of '${type}' before it is defined`,
  staticAssert: (text: string) => (text === '' ? 'static assertion failed' : `static assertion failed: ${text}`),
  staticAssertConstant: () => 'expression in static assertion is not constant',
  alignmentConstant: () => 'requested alignment is not an integer constant',
  alignmentPower: (value: string) => `requested alignment '${value}' is not a positive power of 2`,
  alignmentLow: (name: string) => `'_Alignas' specifiers cannot reduce alignment of '${name}'`,
  functionInitialised: (name: string) => `function '${name}' is initialized like a variable`,
  typedefInitialised: (name: string) => `typedef '${name}' is initialized`,
  externInitialised: (name: string) => `'${name}' has both 'extern' and initializer`,
  mainType: () => "'main' must return int",
  blockStaticFunction: (name: string) => `invalid storage class for function '${name}'`,
};

export const expressionMessages = {
  expectedExpression: (found: TokenWords) => `expected expression ${found}`,
  notLvalue: (what: string) => `lvalue required as ${what}`,
  readOnly: (how: string, what: string) => `${how} of read-only ${what}`,
  invalidBinary: (operator: string, left: string, right: string) =>
    `invalid operands to binary ${operator} (have '${left}' and '${right}')`,
  invalidUnary: (what: string) => `wrong type argument to ${what}`,
  invalidIndirection: (type: string) => `invalid type argument of unary '*' (have '${type}')`,
  invalidArrow: (type: string) => `invalid type argument of '->' (have '${type}')`,
  arrowForDot: (type: string) => `'${type}' is a pointer; did you mean to use '->'?`,
  dotForArrow: (type: string) => `invalid type argument of '->' (have '${type}'); did you mean to use '.'?`,
  noMember: (type: string, name: string) => `'${type}' has no member named '${name}'`,
  noMemberSuggestion: (type: string, name: string, other: string) =>
    `'${type}' has no member named '${name}'; did you mean '${other}'?`,
  notRecord: (name: string) => `request for member '${name}' in something not a structure or union`,
  incomplete: (type: string) => `invalid use of incomplete type '${type}'`,
  voidValue: () => 'void value not ignored as it ought to be',
  notSubscriptable: () => 'subscripted value is neither array nor pointer nor vector',
  subscriptInteger: () => 'array subscript is not an integer',
  notFunction: (what: string) => `called object ${what}is not a function or function pointer`,
  tooFewArguments: (name: string) => `too few arguments to function ${name}`,
  tooManyArguments: (name: string) => `too many arguments to function ${name}`,
  addressOfRvalue: () => "lvalue required as unary '&' operand",
  conditionalMismatch: () => 'type mismatch in conditional expression',
  scalarNeeded: (type: string) => `used '${type}' type value where scalar is required`,
  castToAggregate: () => 'conversion to non-scalar type requested',
  castFromAggregate: (type: string) => `cannot convert a value of type '${type}'`,
  pointerIntegerComparison: () => 'comparison between pointer and integer',
  distinctComparison: () => 'comparison of distinct pointer types lacks a cast',
  distinctConditional: () => 'pointer type mismatch in conditional expression',
  pointerIntegerConditional: () => 'pointer/integer type mismatch in conditional expression',
  incompatibleSubtraction: (left: string, right: string) =>
    `invalid operands to binary - (have '${left}' and '${right}')`,
  arithmeticOnIncomplete: (type: string) => `arithmetic on a pointer to an incomplete type ('${type}')`,
  sizeofIncomplete: (operator: string, type: string) =>
    `invalid application of '${operator}' to incomplete type '${type}'`,
  divisionByZero: () => 'division by zero',
  overflow: () => 'integer overflow in expression',
  shiftCount: (direction: string) => `${direction} shift count >= width of type`,
  shiftNegative: (direction: string) => `${direction} shift count is negative`,
  notConstant: () => 'expression is not an integer constant',
  genericNoMatch: (type: string) => `'_Generic' selector of type '${type}' is not compatible with any association`,
  genericTwoMatches: () => "'_Generic' specifies two compatible types",
  genericTwoDefaults: () => "duplicate 'default' case in '_Generic'",
  assignmentAsCondition: () => 'suggest parentheses around assignment used as truth value',
  statementExpressionOutside: () => 'braced-group within expression allowed only inside a function',
  vaStartNotVariadic: () => "'va_start' used in function with fixed arguments",
  vaArgType: (type: string, promoted: string) =>
    `'${type}' is promoted to '${promoted}' when passed through '...'; pass '${promoted}' to va_arg`,
  builtinArguments: (name: string) => `wrong arguments to '${name}'`,
  atomicSize: (name: string) => `operand type of '${name}' has no atomic size`,
  offsetofConstant: () => "'offsetof' needs a member of a struct",
};

/** What is being converted, for the sentences about it. */
export type ConversionContext =
  | { readonly kind: 'assignment' | 'initialization' | 'return' }
  | { readonly kind: 'argument'; readonly index: number; readonly function: string };

export const conversionMessages = {
  incompatiblePointer(context: ConversionContext, to: string, from: string): string {
    switch (context.kind) {
      case 'argument':
        return `passing argument ${context.index} of ${context.function} from incompatible pointer type ('${from}' to '${to}')`;
      case 'return':
        return `returning '${from}' from a function with incompatible return type '${to}'`;
      default:
        return `${context.kind} of '${to}' from incompatible pointer type '${from}'`.replace(
          'assignment of',
          'assignment to',
        );
    }
  },
  integerPointer(context: ConversionContext, to: string, from: string, makes: string): string {
    switch (context.kind) {
      case 'argument':
        return `passing argument ${context.index} of ${context.function} makes ${makes} without a cast`;
      case 'return':
        return `returning '${from}' from a function with return type '${to}' makes ${makes} without a cast`;
      case 'assignment':
        return `assignment to '${to}' from '${from}' makes ${makes} without a cast`;
      default:
        return `initialization of '${to}' from '${from}' makes ${makes} without a cast`;
    }
  },
  discards(context: ConversionContext, qualifier: string): string {
    const what =
      context.kind === 'argument' ? `passing argument ${context.index} of ${context.function}` : context.kind;
    return `${what} discards '${qualifier}' qualifier from pointer target type`;
  },
  signedness(context: ConversionContext, to: string, from: string): string {
    const what =
      context.kind === 'argument' ? `passing argument ${context.index} of ${context.function}` : context.kind;
    return `pointer targets in ${what} differ in signedness ('${from}' to '${to}')`;
  },
  incompatible(context: ConversionContext, to: string, from: string): string {
    switch (context.kind) {
      case 'argument':
        return `incompatible type for argument ${context.index} of ${context.function}: expected '${to}' but argument is of type '${from}'`;
      case 'return':
        return `incompatible types when returning type '${from}' but '${to}' was expected`;
      case 'assignment':
        return `incompatible types when assigning to type '${to}' from type '${from}'`;
      default:
        return `incompatible types when initializing type '${to}' using type '${from}'`;
    }
  },
};

export const initialiserMessages = {
  excess: (what: string) => `excess elements in ${what} initializer`,
  notConstant: () => 'initializer element is not constant',
  notComputable: () => 'initializer element is not computable at load time',
  invalid: () => 'invalid initializer',
  emptyScalar: () => 'empty scalar initializer',
  unknownMember: (name: string, type: string) => `'${type}' has no member named '${name}'`,
  memberInNonRecord: () => 'field name not in record or union initializer',
  indexInNonArray: () => 'array index in non-array initializer',
  indexConstant: () => 'nonconstant array index in initializer',
  indexRange: () => 'array index in initializer exceeds array bounds',
  emptyRange: () => 'empty index range in initializer',
  stringTooLong: () => 'initializer-string for array of chars is too long',
  tooLarge: () => 'the initializer is larger than the memory for static data',
};

export const statementMessages = {
  outsideLoop: () => 'break statement not within loop or switch',
  continueOutside: () => 'continue statement not within a loop',
  caseOutside: () => 'case label not within a switch statement',
  defaultOutside: () => "'default' label not within a switch statement",
  duplicateCase: () => 'duplicate case value',
  duplicateDefault: () => 'multiple default labels in one switch',
  caseConstant: () => 'case label does not reduce to an integer constant',
  emptyRange: () => 'empty range specified',
  switchInteger: () => 'switch quantity not an integer',
  duplicateLabel: (name: string) => `duplicate label '${name}'`,
  undefinedLabel: (name: string) => `label '${name}' used but not defined`,
  elseWithoutIf: () => "'else' without a previous 'if'",
  returnValueInVoid: () => "'return' with a value, in function returning void",
  fallsOff: () => 'control reaches end of non-void function',
  returnWithoutValue: () => "'return' with no value, in function returning non-void",
  declarationAsBody: (found: TokenWords) => `expected statement ${found}`,
  expectedWhile: (found: TokenWords) => `expected 'while' ${found}`,
  endOfInput: () => 'expected declaration or statement at end of input',
};

export const linkMessages = {
  undefinedReference: (name: string) => `undefined reference to '${name}'`,
  multipleDefinition: (name: string) => `multiple definition of '${name}'`,
  undefinedMain: () => "undefined reference to 'main'",
  codeTooLarge: (instructions: number, limit: number) =>
    `the program has ${instructions} instructions, kring's machine holds ${limit}`,
  dataTooLarge: (bytes: number, limit: number) =>
    `the program's static data take ${bytes} bytes, there is room for ${limit}`,
  frameTooLarge: (name: string, bytes: number, limit: number) =>
    `the automatic variables of '${name}' take ${bytes} bytes, a function may have ${limit}; make the large ones static or use malloc`,
};
