package box

// Poke wakes whoever waits on a channel with room for one; it never waits itself.
func Poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
