package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"slices"
	"strconv"
	"sync"
)

// writers edit one group each; the last of them types at the command line.
var writers = []string{"第一组", "第二组", "第三组", "第四组", "第五组", "第六组", "第七组", "打字组"}

var typist = writers[len(writers)-1]

type assignment struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

type order struct {
	Kind        string       `json:"kind"`
	Who         string       `json:"who"`
	Assignments []assignment `json:"assignments"`
}

// startWriters lets all write until stop is called, which waits for them. At the command line an edit works without a
// station too, so the typist cannot tell by itself that it is gone.
func startWriters(ctx context.Context, s *station, book *ledger) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	people := slices.Concat(writers, voters)
	failed := make([]error, len(people))
	for i, name := range people {
		all.Go(func() { failed[i] = write(ctx, s, book, name) })
	}
	return func() error {
		cancel()
		all.Wait()
		return errors.Join(failed...)
	}
}

// write edits until an edit is not acknowledged or the time is up.
func write(ctx context.Context, s *station, book *ledger, name string) error {
	for ctx.Err() == nil {
		number := book.number(name)
		put := s.put
		switch {
		case name == typist:
			put = s.typeIn
		case slices.Contains(voters, name):
			put = s.handIn
		}
		if err := put(ctx, name, number); err != nil {
			return refusalIn(err)
		}
		if err := book.acknowledge(name, number); err != nil {
			return err
		}
	}
	return nil
}

// refusalIn tells a station that refused, which it must not, from one that is gone.
func refusalIn(err error) error {
	if no := refusal(""); errors.As(err, &no) {
		return no
	}
	return nil
}

func (s *station) put(ctx context.Context, name string, number int) error {
	var done struct{ Done string }
	edit := order{"group", name, []assignment{{"topic", strconv.Itoa(number)}}}
	if err := s.ask(ctx, http.MethodPost, "/set", edit, &done); err != nil {
		return err
	}
	if done.Done != "made" && done.Done != "changed" {
		return fmt.Errorf("%s %d: %s", name, number, done.Done)
	}
	return nil
}

func (s *station) typeIn(ctx context.Context, name string, number int) error {
	out, err := exec.CommandContext(ctx, s.program, "set", "group", name, fmt.Sprint("topic=", number), "--data", s.data).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}
