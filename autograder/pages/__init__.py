"""What a submission wrote, as pages for people: cleaned last, made with limits, written as feedback."""
