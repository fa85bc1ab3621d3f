/** As much of lib.dom's WebAssembly as the core uses: the core is checked without "dom", so that it cannot name `document`. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]?: string;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  var Memory: { prototype: Memory; new (descriptor: { initial: number; maximum?: number }): Memory };
  var Instance: { prototype: Instance; new (module: Module, imports?: object): Instance };
  function compile(bytes: ArrayBufferView | ArrayBuffer): Promise<Module>;
  function compileStreaming(source: Response | PromiseLike<Response>): Promise<Module>;
}
