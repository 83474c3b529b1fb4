package figure

// table keeps facts of one kind side by side, so that counting runs through memory in a line.
type table[T any] struct {
	facts []T
	at    map[string]int
}

func (t *table[T]) put(id string, fact T) {
	if i, known := t.at[id]; known {
		t.facts[i] = fact
		return
	}
	if t.at == nil {
		t.at = map[string]int{}
	}
	t.at[id] = len(t.facts)
	t.facts = append(t.facts, fact)
}

// drop takes a fact away; the last one takes its seat.
func drop[T any, P interface {
	*T
	self() *head
}](t *table[T], id string) {
	i, known := t.at[id]
	if !known {
		return
	}
	last := len(t.facts) - 1
	t.facts[i] = t.facts[last]
	t.at[P(&t.facts[i]).self().id] = i
	t.facts = t.facts[:last]
	delete(t.at, id)
}

func (t *table[T]) get(id string) *T {
	if i, known := t.at[id]; known {
		return &t.facts[i]
	}
	return nil
}
