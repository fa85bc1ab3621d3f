import { Component, type ReactNode } from 'react';
import { text } from '../../text/index.ts';

interface Props {
  /** What is shown when the editor's code cannot be loaded. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** The editor comes over the network, which may fail: says so and leaves the text readable. */
export class EditorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <p className="refused" role="alert">
          {text.program.editorFailed}
        </p>
        {this.props.fallback}
      </>
    );
  }
}
