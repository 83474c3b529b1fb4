package station

// Thing is any of the flat records people keep: it can say what is wrong with it.
type Thing interface {
	Check() error
}

// Blank returns an empty thing of a kind to read JSON into, or an error for a kind that is not edited by hand.
func Blank(k Kind) (Thing, error) {
	switch k {
	case KindStation:
		return &Station{}, nil
	case KindDeputy:
		return &Deputy{}, nil
	case KindGroup:
		return &Group{}, nil
	case KindReception:
		return &ReceptionRule{}, nil
	case KindHolidays:
		return &Holidays{}, nil
	case KindActivity:
		return &Activity{}, nil
	case KindProject:
		return &Project{}, nil
	case KindSuggestion:
		return &Suggestion{}, nil
	case KindArticle:
		return &Article{}, nil
	case KindScreen:
		return &Screen{}, nil
	case KindSession:
		return &ReceptionSession{}, nil
	case KindUnit:
		return &Unit{}, nil
	case KindPolicy:
		return &Policy{}, nil
	case KindTemplate:
		return &Template{}, nil
	case KindPlaylist:
		return &Playlist{}, nil
	case KindNode:
		return &Node{}, nil
	}
	return nil, Invalid("kind_unknown", "不认识的记录类别“%s”。", k)
}
