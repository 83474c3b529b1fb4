package sync

// poke wakes whoever waits on a channel with room for one; it never waits itself.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
