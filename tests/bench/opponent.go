package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lianzhan/tests/road"
)

// What the rivals of the line are made of, pinned. They are kept beside the linter and are no part of the product.
const (
	rivalsHome    = "bin/rivals"
	natsSource    = "tests/bench/nats"
	pouchScript   = "tests/bench/pouch.mjs"
	pouchServer   = "pouchdb-server@4.2.0"
	pouchClient   = "pouchdb@9.0.0"
	fetchPatience = 5 * time.Minute
)

// opponent is a rival over a line of its own: a process that obeys on its standard input.
type opponent struct {
	name  string
	rate  float64                         // our rate over its, to hold; 0 for none
	bytes float64                         // our bytes over its, likewise
	few   bool                            // it is slow: a part of the changes is enough
	make  func(ctx context.Context) error // fetches or builds what it needs
	call  func(ctx context.Context, b *bench, p *opponent, delay time.Duration, bodies string) error

	line   *road.Road
	cmds   []*exec.Cmd // the one that obeys is the last
	orders io.WriteCloser
	says   *bufio.Reader
	errors bytes.Buffer
}

var opponents = []opponent{
	{name: "NATS leaf, sync always", rate: 20, bytes: 0.65, make: makeNATS, call: natsWith("always")},
	{name: "NATS leaf, synced every 2 min", rate: 1, make: makeNATS, call: natsWith("default")},
	{name: "PouchDB, not synced", few: true, make: makePouch, call: callPouch},
}

// against starts a rival with so many changes loaded and lets work use it. A rival that cannot be had is said in the table:
// no figure is made up for it.
func (b *bench) against(ctx context.Context, o opponent, delay time.Duration, count int, work func(*opponent) error) (err error) {
	fetching, cancel := context.WithTimeout(ctx, fetchPatience)
	defer cancel()
	if err := o.make(fetching); err != nil {
		b.print(o.name, "not available: "+firstLine(err.Error()), "", "")
		return ctx.Err()
	}
	dir, err := b.folder("rival")
	if err != nil {
		return err
	}
	path, err := filepath.Abs(filepath.Join(dir, "bodies"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, append(bytes.Join(bodies(count), []byte{'\n'}), '\n'), 0o600); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.stop()) }()
	if err := o.call(ctx, b, &o, delay, path); err != nil {
		return fmt.Errorf("%s: %w\n%s", o.name, err, o.errors.String())
	}
	for _, word := range []string{"load", "bulk"} { // a rival whose first change has crossed is warm
		if word == "bulk" && count > 1 {
			break // what is measured
		}
		if _, err := o.order(word); err != nil {
			return fmt.Errorf("%s: %w\n%s", o.name, err, o.errors.String())
		}
	}
	return work(&o)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// order tells the rival what to do and reads the seconds it answers.
func (p *opponent) order(word string) (seconds []float64, err error) {
	if _, err := fmt.Fprintln(p.orders, word); err != nil {
		return nil, err
	}
	line, err := p.says.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("%s: %w", word, err)
	}
	for _, field := range strings.Fields(line)[1:] {
		s, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		seconds = append(seconds, s)
	}
	return seconds, nil
}

// obedient starts the process that obeys.
func (p *opponent) obedient(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stderr = dir, &p.errors
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.orders, p.says = in, bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return err
	}
	p.cmds = append(p.cmds, cmd)
	return nil
}

// stop ends the rival's processes, those that obey by the end of their orders.
func (p *opponent) stop() (err error) {
	if p.orders != nil {
		err = p.orders.Close()
	}
	for i := len(p.cmds) - 1; i >= 0; i-- {
		cmd := p.cmds[i]
		ended := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() }) // it may have ended meanwhile
		if i < len(p.cmds)-1 {
			err = errors.Join(err, cmd.Process.Signal(os.Interrupt))
		}
		_ = cmd.Wait() // how it ends is its own matter
		ended.Stop()
	}
	if p.line != nil {
		err = errors.Join(err, p.line.Close())
	}
	return err
}
