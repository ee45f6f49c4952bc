"""Who acts in a sentence, and the words of blame: data and small functions that the rules about words share."""
