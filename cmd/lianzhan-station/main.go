// Command lianzhan-station is the server of one liaison station and the tool to keep it.
//
// It introduces the rooms to each other, owns configuration and shutdown, and leaves.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"lianzhan/station"
)

// Exit codes; the systemd unit reads them.
const (
	exitFailed  = 1 // something went wrong, said on standard error
	exitHeld    = 3 // another process holds the database
	exitDamaged = 4 // the database is damaged: starting again will not help
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := newCommand().ExecuteContext(ctx); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, sentence(err))
		os.Exit(exitCode(err))
	}
}

// sentence words an error for the person at the keyboard: its own sentence, and the cause for whoever helps them.
func sentence(err error) string {
	var e *station.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Cause != nil {
		return fmt.Sprintf("%s\n（%v）", e.Sentence, e.Cause)
	}
	return e.Sentence
}

func exitCode(err error) int {
	switch station.Worded(err).Code {
	case "database_held":
		return exitHeld
	case "database_damaged", "database_newer", "key_missing", "key_damaged":
		return exitDamaged
	}
	return exitFailed
}
