package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"syscall"
	"time"
)

// How much goes on at once. Two children are what a mini PC can spare beside its screens.
const (
	children = 2
	waiting  = 16
	deadline = 10 * time.Second
	grace    = 2 * time.Second // for the pipes of a killed child
	complain = 2 << 10         // bytes of a child's last words that reach the log
)

// Encoder cleans photos in child processes, two at a time. Sixteen more may wait.
type Encoder struct {
	Deadline time.Duration // wall clock of one photo, from the start of its child
	command  []string
	line     chan struct{}
	slots    chan struct{}
}

// NewEncoder takes the command of the child: a program that calls Confine, then Reencode on its standard input and
// output.
func NewEncoder(program string, args ...string) *Encoder {
	return &Encoder{
		Deadline: deadline,
		command:  append([]string{program}, args...),
		line:     make(chan struct{}, children+waiting),
		slots:    make(chan struct{}, children),
	}
}

// Clean reads a photo of at most MaxBytes and makes it harmless. The reader is read to its end before the photo joins
// the queue, so a slow line holds up nobody. Errors are station.Error with a sentence, or the context's.
func (e *Encoder) Clean(ctx context.Context, r io.Reader) (Picture, error) {
	data, err := readWhole(r)
	if err != nil {
		return Picture{}, unreadable(err)
	}
	if len(data) > MaxBytes {
		return Picture{}, tooLarge()
	}
	if _, err := formatOf(data); err != nil {
		return Picture{}, err // a stray file costs no process
	}
	leave, err := e.enter(ctx)
	if err != nil {
		return Picture{}, err
	}
	defer leave()
	return e.run(ctx, data)
}

// readWhole reads a file and one byte beyond what is allowed. A reader that knows its length is read into one buffer of
// that size: growing towards 8 MB would cost several times as much.
func readWhole(r io.Reader) ([]byte, error) {
	var whole bytes.Buffer
	if sized, ok := r.(interface{ Len() int }); ok {
		whole.Grow(min(sized.Len(), MaxBytes+1) + bytes.MinRead)
	}
	_, err := whole.ReadFrom(io.LimitReader(r, MaxBytes+1))
	return whole.Bytes(), err
}

// enter waits for a free child.
func (e *Encoder) enter(ctx context.Context) (leave func(), err error) {
	select {
	case e.line <- struct{}{}:
	default:
		return nil, busy()
	}
	select {
	case e.slots <- struct{}{}:
		return func() { <-e.slots; <-e.line }, nil
	case <-ctx.Done():
		<-e.line
		return nil, ctx.Err()
	}
}

// run starts a child with nothing of ours but the photo: no environment, no files, a process group that dies as one.
func (e *Encoder) run(ctx context.Context, data []byte) (Picture, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, e.Deadline, busy())
	defer cancel()
	ctx, kill := context.WithCancelCause(ctx)
	defer kill(nil)
	answer := &bounded{most: maxAnswer, over: func() { kill(unreadable(errFull)) }}
	words := &bounded{most: complain, over: func() {}}
	cmd := exec.CommandContext(ctx, e.command[0], e.command[1:]...)
	cmd.Env = []string{"GOMAXPROCS=1", "GOTRACEBACK=none"}
	cmd.Dir = "/"
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), answer, words
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = grace
	if err := cmd.Start(); err != nil {
		return Picture{}, fmt.Errorf("start the photo process: %w", err)
	}
	err := cmd.Wait()
	if ctx.Err() != nil {
		return Picture{}, context.Cause(ctx)
	}
	if err != nil {
		return Picture{}, died(err, words.kept.Bytes())
	}
	return read(answer.kept.Bytes())
}

// died words the end of a child. The kernel kills one that has used up its processor time, and Go says so when it finds
// no more memory: both happen to pictures that are too much for us, not broken.
func died(err error, words []byte) error {
	cause := fmt.Errorf("photo process: %w: %q", err, words)
	var exit *exec.ExitError
	killed := errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
	if killed || bytes.Contains(words, []byte("out of memory")) || bytes.Contains(words, []byte("allocate")) {
		return heavy().Because(cause)
	}
	return unreadable(cause)
}

// bounded keeps the first bytes of what a child writes, says when there are more, and drops those. The buffer is not
// embedded: its ReadFrom would let io.Copy walk past the bound.
type bounded struct {
	kept bytes.Buffer
	most int
	over func()
}

var errFull = errors.New("the photo process wrote too much")

func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.kept.Len()
	if len(p) > room {
		b.over()
		b.kept.Write(p[:room])
		return len(p), nil
	}
	return b.kept.Write(p)
}
