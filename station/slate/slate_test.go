package slate

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"
)

// watch is a clock the test moves.
type watch struct {
	lock sync.Mutex
	now  time.Time
}

func (w *watch) read() time.Time {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.now
}

func (w *watch) pass(d time.Duration) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.now = w.now.Add(d)
}

func fresh() (Slate, *watch) {
	w := &watch{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	return InMemory(w.read), w
}

func put(t *testing.T, s Slate, key string, value int, keep time.Duration) {
	t.Helper()
	if err := Update(t.Context(), s, key, func(v *int, _ bool) (time.Duration, error) {
		*v = value
		return keep, nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrittenWipesItselfOff(t *testing.T) {
	s, w := fresh()
	put(t, s, "a/b/1", 7, time.Minute)
	put(t, s, "a/b/2", 8, time.Hour)
	put(t, s, "a/c", 9, time.Hour)
	w.pass(time.Minute - time.Second)
	if v, found, err := Get[int](s, "a/b/1"); v != 7 || !found || err != nil {
		t.Errorf("%v %v %v", v, found, err)
	}
	w.pass(time.Second)
	if _, found, _ := Get[int](s, "a/b/1"); found {
		t.Error("it stays after its time")
	}
	if all, err := All[int](s, "a/b/"); err != nil || len(all) != 1 || all[0] != 8 {
		t.Errorf("%v %v", all, err)
	}
	if err := Wipe(t.Context(), s, "a/b/2"); err != nil {
		t.Fatal(err)
	}
	if all, _ := All[int](s, "a/b/"); len(all) != 0 {
		t.Errorf("wiped off, and there is %v", all)
	}
}

func TestARefusedChangeChangesNothing(t *testing.T) {
	s, _ := fresh()
	put(t, s, "k", 7, time.Hour)
	refused := errors.New("no")
	for _, said := range []error{refused, ErrLeave} {
		err := Update(t.Context(), s, "k", func(v *int, _ bool) (time.Duration, error) {
			*v = 8
			return time.Hour, said
		})
		if errors.Is(said, ErrLeave) != (err == nil) {
			t.Errorf("%v gives %v", said, err)
		}
	}
	if v, _, _ := Get[int](s, "k"); v != 7 {
		t.Errorf("it is %d", v)
	}
}

// A flood of one sort makes no other sort go.
func TestWhatIsKeptIsBounded(t *testing.T) {
	s, w := fresh()
	put(t, s, "desk/session/x", 1, time.Second)
	for i := range mostKept + 200 {
		put(t, s, fmt.Sprint("desk/try/", i), i, time.Hour)
	}
	tries, _ := s.List("desk/try/")
	if len(tries) != mostKept {
		t.Errorf("%d are kept", len(tries))
	}
	if _, found, _ := Get[int](s, "desk/session/x"); !found {
		t.Error("the flood wiped off something else")
	}
	w.pass(time.Hour)
	put(t, s, "desk/try/last", 1, time.Hour)
	if all, _ := s.List(""); len(all) != 1 {
		t.Errorf("%d are left", len(all))
	}
}

func TestOneAtATime(t *testing.T) {
	s, _ := fresh()
	inside, most := 0, 0
	var lock sync.Mutex
	count := func(n int) {
		lock.Lock()
		defer lock.Unlock()
		inside += n
		most = max(most, inside)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			letGo, err := Hold(context.Background(), s, "x")
			if err != nil {
				t.Error(err)
				return
			}
			count(1)
			runtime.Gosched()
			count(-1)
			letGo()
		})
	}
	all.Wait()
	if most != 1 {
		t.Errorf("%d at a time", most)
	}
}

// A duty stays with who has it until it is left, or its term ends without a word.
func TestADutyGoesOn(t *testing.T) {
	s, w := fresh()
	take := func(me string) bool {
		mine, err := Take(t.Context(), s, "duty", me, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return mine
	}
	for range 3 {
		if !take("a") || take("b") {
			t.Fatal("the duty moved")
		}
		w.pass(50 * time.Second)
	}
	w.pass(time.Minute)
	if !take("b") || take("a") {
		t.Error("nobody took over")
	}
	Give(s, "duty", "a")
	if take("a") {
		t.Error("given away by who did not have it")
	}
	Give(s, "duty", "b")
	if !take("a") {
		t.Error("it was left and nobody may take it")
	}
}
