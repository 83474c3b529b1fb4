package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
)

// twin is this program started once more as a rival: it prints its address, takes orders on its standard input, and ends
// with it.
type twin struct {
	cmd     *exec.Cmd
	orders  io.WriteCloser
	address string
}

func startTwin(ctx context.Context, verb, argument string) (*twin, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	w := &twin{cmd: exec.CommandContext(ctx, self, verb, argument)}
	w.cmd.Stderr = os.Stderr
	if w.orders, err = w.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	w.address = strings.TrimSpace(line)
	return w, err
}

func (w *twin) stop() error { return errors.Join(w.orders.Close(), w.cmd.Wait()) }
