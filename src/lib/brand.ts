/** A type that a plain value of its base does not fit into by accident. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
