package console

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"lianzhan/station"
)

// Exit codes; the systemd units read them.
const (
	exitFailed  = 1 // something went wrong, said on standard error
	exitHeld    = 3 // another process holds the database
	exitDamaged = 4 // the database is damaged: starting again will not help
)

// Main runs a program until it ends or is told to; the exit code says whether starting again can help.
func Main(program *cobra.Command) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	inChinese(program)
	if asked, err := program.ExecuteContextC(ctx); err != nil {
		err = misusedBy(asked, err)
		fmt.Fprintln(os.Stderr, sentence(err))
		return exitCode(err)
	}
	return 0
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
