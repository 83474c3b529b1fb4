package tests

import (
	"testing"
	"time"

	"lianzhan/tests/road"
)

// newLine lays a road that ends with the test.
func newLine(t testing.TB, to string, delay time.Duration) *road.Road {
	t.Helper()
	l, err := road.Lay(to, delay)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}
