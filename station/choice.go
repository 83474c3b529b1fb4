package station

import "slices"

// Choice is a word of a closed list: its code in the books, and what people call it.
type Choice[K ~string] struct {
	ID    K      `json:"id"`
	Label string `json:"label"`
}

// Choices is a closed list, in the order people meet it.
type Choices[K ~string] []Choice[K]

// Has reports whether a code stands in the list.
func (c Choices[K]) Has(id K) bool { return c.at(id) >= 0 }

// Label is what people call a code; one that is not in the list stands for itself.
func (c Choices[K]) Label(id K) string {
	if at := c.at(id); at >= 0 {
		return c[at].Label
	}
	return string(id)
}

func (c Choices[K]) at(id K) int {
	return slices.IndexFunc(c, func(known Choice[K]) bool { return known.ID == id })
}

// Reason is a lawful reason not to take something on, and where to go instead.
type Reason struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Advice string `json:"advice"`
}

// Reasons is a closed list of them.
type Reasons []Reason

// Has reports whether a code stands in the list.
func (r Reasons) Has(id string) bool { return r.at(id) >= 0 }

// Label is what people call a reason; one that is not in the list stands for itself.
func (r Reasons) Label(id string) string {
	if at := r.at(id); at >= 0 {
		return r[at].Label
	}
	return id
}

func (r Reasons) at(id string) int {
	return slices.IndexFunc(r, func(known Reason) bool { return known.ID == id })
}
