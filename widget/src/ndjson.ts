/** Lines of JSON as they come in over the network. */

/** A line that is no JSON: the answer did not come in whole. */
export class BadLineError extends Error {}

/** Puts the pieces of a stream together; a line or a letter may be cut anywhere. */
export class Lines {
  private readonly decoder = new TextDecoder("utf-8");
  private rest = "";

  /** Takes a piece and returns the values of the lines that it completes. Raises `BadLineError`. */
  push(piece: Uint8Array): unknown[] {
    return this.take(this.decoder.decode(piece, { stream: true }));
  }

  /** Returns the value of a last line without an end, if there is one. Raises `BadLineError`. */
  end(): unknown[] {
    return this.take(`${this.decoder.decode()}\n`);
  }

  private take(more: string): unknown[] {
    const lines = (this.rest + more).split("\n");
    this.rest = lines.pop() ?? "";
    return lines.filter((line) => line.trim()).map(parsed);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new BadLineError("a line is no JSON");
  }
}

/** Reads a stream to its end and returns the values of its lines. Raises `BadLineError`, or what the stream raises. */
export async function readLines(stream: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const [lines, values, reader] = [new Lines(), [] as unknown[], stream.getReader()];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return [...values, ...lines.end()];
    values.push(...lines.push(value));
  }
}
