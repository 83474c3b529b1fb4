package casework

import (
	"slices"
	"testing"
	"time"

	"lianzhan/station/slate"
)

// A picture hung on a matter at one process may be named by an event at another, and only on that matter.
func TestAPictureHangsAtEveryProcess(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	s := slate.InMemory(func() time.Time { return now })
	here, there := attached{slate: s}, attached{slate: s}
	if _, err := here.add("f1", "m1", now); err != nil {
		t.Fatal(err)
	}
	if err := here.tell(t.Context(), "f1", "m1"); err != nil {
		t.Fatal(err)
	}
	for _, process := range []*attached{&here, &there} {
		if !process.holds("f1", "m1", now) || process.holds("f1", "m2", now) || process.holds("f2", "m1", now) {
			t.Errorf("it hangs on %v", process.on("f1", now))
		}
	}
	now = now.Add(attachLife)
	if there.holds("f1", "m1", now) {
		t.Error("it hangs for ever")
	}
	if over, err := here.add("f3", "m1", now); err != nil || !slices.Equal(over, []string{"f1"}) {
		t.Errorf("to be swept: %v %v", over, err)
	}
}
